package dev.mosty.web;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** Reads the body of a raw Vert.x route, up to a limit; put it before the route's own handler. */
public final class BodyLimit {
    private BodyLimit() {}

    /**
     * The body is then in {@code context.body()}. A larger one is answered 413, by its {@code Content-Length} before
     * it is read, or as soon as it grows past the limit.
     */
    public static Handler<RoutingContext> of(long bytes) {
        BodyHandler reader = BodyHandler.create(false).setBodyLimit(bytes);
        return context -> {
            if (context.body().length() > bytes) { // A chunked body has been read already, up to the common ceiling.
                context.fail(413);
            } else {
                reader.handle(context);
            }
        };
    }
}
