package dev.mosty.testbed.onec;

import dev.mosty.testbed.simulation.FaultEffect;
import dev.mosty.testbed.simulation.Reply;
import java.util.Map;

/**
 * The answers of 1C. The extension's own are JSON; an exception in it is a 500 of the platform with a
 * line of plain text; what the web server answers by itself is a page.
 */
record OneCReply(Clinic clinic) {
    private static final String TEXT = "text/plain; charset=utf-8";

    Reply text(int status, String about) {
        return Reply.of(status, TEXT, clinic.sentence(about));
    }

    Reply page(int status, String about) {
        return Reply.of(status, "text/html; charset=utf-8", """
                <!DOCTYPE html>
                <html><head><title>%1$s</title></head>
                <body><div id="header"><h1>%1$s</h1></div></body></html>
                """.formatted(clinic.sentence(about)));
    }

    /** The platform asks for a user before the extension runs. */
    Reply unauthorized() {
        return page(401, "unauthorized").with("WWW-Authenticate", "Basic realm=\"1C:Enterprise 8.3\"");
    }

    /** The extension says no, in the form that the knob asks for. */
    Reply refusal(FaultEffect.Body form, String about) {
        return form == FaultEffect.Body.PROBLEM ? problem(400, about) : faulty(500, form, about);
    }

    /** What a fault answers. */
    Reply faulty(int status, FaultEffect.Body body) {
        return faulty(status, body, "failure");
    }

    private Reply faulty(int status, FaultEffect.Body body, String about) {
        return switch (body) {
            case PROBLEM -> problem(status, about);
            case TEXT -> text(status, about);
            case HTML -> page(status, "page500");
            case EMPTY -> Reply.empty(status);
        };
    }

    private Reply problem(int status, String about) {
        return Reply.json(status, Map.of("error", clinic.sentence(about)));
    }
}
