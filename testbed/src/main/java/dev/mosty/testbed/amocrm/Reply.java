package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/** An answer before it is sent, so that a fault may still take it away. */
record Reply(int status, String contentType, String body, Map<String, String> headers) {
    private static final String HAL = "application/hal+json";
    private static final String PROBLEM = "application/problem+json";

    static Reply ok(JsonNode body) {
        return new Reply(200, HAL, Json.text(body), Map.of());
    }

    static Reply json(int status, Object body) {
        return new Reply(status, "application/json", Json.text(body), Map.of());
    }

    static Reply empty(int status) {
        return new Reply(status, "", "", Map.of());
    }

    static Reply problem(int status, String detail) {
        return problem(problemBody(status, detail));
    }

    static Reply problem(ObjectNode body) {
        return new Reply(body.path("status").asInt(), PROBLEM, Json.text(body), Map.of());
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
        return new Reply(status, "text/html; charset=UTF-8", """
                <html>
                <head><title>%s</title></head>
                <body>
                <center><h1>%s</h1></center>
                <hr><center>nginx</center>
                </body>
                </html>
                """.formatted(title, title), Map.of());
    }

    static Reply faulty(int status, FaultEffect.Body body) {
        return switch (body) {
            case PROBLEM -> problem(status, reason(status));
            case HTML -> html(status);
            case EMPTY -> empty(status);
        };
    }

    Reply with(String header, String value) {
        return new Reply(status, contentType, body, Map.of(header, value));
    }

    /** Sends it as it is, past the front: for everything that is not amoCRM's API. */
    void sendTo(HttpServerResponse response) {
        response.end(headTo(response));
    }

    /** Sets status and headers; the body is left to the caller. */
    Buffer headTo(HttpServerResponse response) {
        response.setStatusCode(status);
        if (!contentType.isEmpty()) {
            response.putHeader(HttpHeaderNames.CONTENT_TYPE, contentType);
        }
        headers.forEach(response::putHeader);
        return Buffer.buffer(body);
    }

    private static String reason(int status) {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }
}
