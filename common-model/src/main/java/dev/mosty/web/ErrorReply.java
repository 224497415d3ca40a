package dev.mosty.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Error replies of raw Vert.x routes. */
public final class ErrorReply {
    private ErrorReply() {}

    /** Answers with {@link ErrorBody}; does nothing if the reply has begun. */
    public static void send(RoutingContext context, int status, String error) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten() || response.closed()) {
            return;
        }
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        if (!context.request().isEnded()) {
            // The rest of the body is not wanted, and the connection cannot be used again without reading it.
            response.putHeader(HttpHeaders.CONNECTION, "close");
            response.endHandler(done -> context.request().connection().close());
        }
        response.end(new JsonObject().put("error", error).toBuffer());
    }

    /** Answers with the common sentence of that status. */
    public static void send(RoutingContext context, int status) {
        send(context, status, ErrorSentence.of(status));
    }
}
