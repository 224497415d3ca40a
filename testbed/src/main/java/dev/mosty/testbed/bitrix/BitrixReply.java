package dev.mosty.testbed.bitrix;

import dev.mosty.testbed.simulation.FaultEffect;
import dev.mosty.testbed.simulation.Json;
import dev.mosty.testbed.simulation.Reply;

/** Answers that do not come from a method: the web server's pages, and faults. */
final class BitrixReply {
    private BitrixReply() {}

    static Reply page(int status) {
        return Reply.of(
                status,
                "text/html; charset=utf-8",
                "<html><head><title>%1$d</title></head><body><center><h1>%1$d</h1></center><hr><center>nginx</center></body></html>"
                        .formatted(status));
    }

    /** A fault in the portal's own words. */
    static Reply faulty(int status, FaultEffect.Body body) {
        return switch (body) {
            case PROBLEM -> Reply.json(status, problem(status));
            case TEXT -> Reply.of(status, "text/plain; charset=utf-8", "Internal Server Error");
            case HTML -> page(status);
            case EMPTY -> Reply.empty(status);
        };
    }

    private static Object problem(int status) {
        Outcome.Refused refused = switch (status) {
            case 401 -> Closed.EXPIRED_TOKEN.refused();
            case 403 -> Closed.INSUFFICIENT_SCOPE.refused();
            case 429 ->
                new Outcome.Refused(429, "OPERATION_TIME_LIMIT", "Method is blocked due to operation time limit.");
            case 503 -> new Outcome.Refused(503, "QUERY_LIMIT_EXCEEDED", "Too many requests");
            default -> new Outcome.Refused(status, "INTERNAL_SERVER_ERROR", "Internal server error");
        };
        return Json.tree(refused.json());
    }
}
