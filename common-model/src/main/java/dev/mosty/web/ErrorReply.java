package dev.mosty.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Error replies of raw Vert.x routes. */
public final class ErrorReply {
    /** How long a refused body may go on coming. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private ErrorReply() {}

    /** Answers with {@link ErrorBody}; does nothing if the reply has begun. */
    public static void send(RoutingContext context, int status, String error) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten() || response.closed()) {
            return;
        }
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        boolean isBodyComing = !context.request().isEnded();
        if (isBodyComing) {
            response.putHeader(HttpHeaders.CONNECTION, "close");
        }
        response.end(new JsonObject().put("error", error).toBuffer());
        if (isBodyComing) {
            closeAfterTheBody(context);
        }
    }

    /**
     * The rest of the body is not wanted, but is read and dropped for a while: if the connection were closed while it is
     * on its way, the kernel would reset it, and the caller would never see the reply. On the event loop, where a request
     * does not end meanwhile.
     */
    private static void closeAfterTheBody(RoutingContext context) {
        HttpServerRequest request = context.request();
        ((HttpServerRequestInternal) request).context().runOnContext(turn -> {
            if (request.isEnded()) {
                request.connection().close();
                return;
            }
            long patience = context.vertx()
                    .setTimer(LINGER.toMillis(), late -> request.connection().close());
            request.handler(unwanted -> {});
            request.endHandler(end -> {
                context.vertx().cancelTimer(patience);
                request.connection().close();
            });
            request.resume();
        });
    }

    /** Answers with the common sentence of that status. */
    public static void send(RoutingContext context, int status) {
        send(context, status, ErrorSentence.of(status));
    }
}
