package dev.mosty.testbed.simulation;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/**
 * An answer before it is sent, so that a fault may still take it away.
 *
 * @param contentType empty sends none
 */
public record Reply(int status, String contentType, String body, Map<String, String> headers) {

    /** With no further headers. */
    public static Reply of(int status, String contentType, String body) {
        return new Reply(status, contentType, body, Map.of());
    }

    /** Any value as JSON. */
    public static Reply json(int status, Object body) {
        return of(status, "application/json", Json.text(body));
    }

    /** No body. */
    public static Reply empty(int status) {
        return of(status, "", "");
    }

    /** The same with one header. */
    public Reply with(String header, String value) {
        return new Reply(status, contentType, body, Map.of(header, value));
    }

    /** Sends it as it is, past every fault: for what is not part of the simulated system. */
    public void sendTo(HttpServerResponse response) {
        response.end(headTo(response));
    }

    /** Sets status and headers; the body is left to the caller. */
    public Buffer headTo(HttpServerResponse response) {
        response.setStatusCode(status);
        if (!contentType.isEmpty()) {
            response.putHeader(HttpHeaderNames.CONTENT_TYPE, contentType);
        }
        headers.forEach(response::putHeader);
        return Buffer.buffer(body);
    }
}
