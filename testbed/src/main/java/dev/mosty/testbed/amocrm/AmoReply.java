package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.FaultEffect;
import dev.mosty.testbed.simulation.Json;
import dev.mosty.testbed.simulation.Reply;
import io.netty.handler.codec.http.HttpResponseStatus;

/** The answers that are amoCRM's own, and those of the nginx in front of it. */
final class AmoReply {
    private static final String HAL = "application/hal+json";
    private static final String PROBLEM = "application/problem+json";

    private AmoReply() {}

    static Reply ok(JsonNode body) {
        return Reply.of(200, HAL, Json.text(body));
    }

    static Reply problem(int status, String detail) {
        return problem(problemBody(status, detail));
    }

    static Reply problem(ObjectNode body) {
        return Reply.of(body.path("status").asInt(), PROBLEM, Json.text(body));
    }

    static ObjectNode problemBody(int status, String detail) {
        return Json.object()
                .put("title", reason(status))
                .put("type", "https://httpstatus.es/" + status)
                .put("status", status)
                .put("detail", detail);
    }

    /** As the nginx in front of amoCRM answers (facts/amocrm.md §2, Limits). */
    static Reply html(int status) {
        String title = status + " " + reason(status);
        return Reply.of(status, "text/html; charset=UTF-8", """
                <html>
                <head><title>%s</title></head>
                <body>
                <center><h1>%s</h1></center>
                <hr><center>nginx</center>
                </body>
                </html>
                """.formatted(title, title));
    }

    static Reply faulty(int status, FaultEffect.Body body) {
        return switch (body) {
            case PROBLEM -> problem(status, reason(status));
            case TEXT -> Reply.of(status, "text/plain; charset=utf-8", reason(status));
            case HTML -> html(status);
            case EMPTY -> Reply.empty(status);
        };
    }

    private static String reason(int status) {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }
}
