package dev.mosty.web;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Error replies that a JAX-RS resource gives itself. */
public final class ErrorResponse {
    private ErrorResponse() {}

    public static Response of(int status, String error) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new ErrorBody(error))
                .build();
    }

    /** 503: the same request may pass in a moment. */
    public static Response unavailable(String error) {
        return later(503, error, 10);
    }

    /** @param seconds after which the same request may pass */
    public static Response later(int status, String error, long seconds) {
        return Response.fromResponse(of(status, error))
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .build();
    }
}
