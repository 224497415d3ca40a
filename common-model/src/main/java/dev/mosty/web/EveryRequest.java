package dev.mosty.web;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * What holds for every request, before any route: it has an id, its body has a ceiling, and whatever fails outside of
 * JAX-RS is answered in JSON. Quarkus alone answers there with HTML or with an empty body.
 */
@Singleton
final class EveryRequest {
    private static final Logger LOG = Logger.getLogger(EveryRequest.class);
    private static final int[] ANSWERED = {400, 401, 403, 404, 405, 406, 408, 413, 414, 415, 429, 431, 503};

    private final long maxBody;
    private final Handler<RoutingContext> chunked;

    EveryRequest(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBody) {
        this.maxBody = maxBody.asLongValue();
        this.chunked = BodyLimit.of(this.maxBody);
    }

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::begin).failureHandler(EveryRequest::failed);
        for (int status : ANSWERED) {
            router.errorHandler(status, context -> ErrorReply.send(context, status));
        }
        router.errorHandler(500, EveryRequest::failed);
    }

    private void begin(RoutingContext context) {
        RequestId.begin(context);
        if (!isUri(context.request().uri())) {
            ErrorReply.send(context, 400);
        } else if (announced(context) > maxBody) {
            ErrorReply.send(context, 413, "The body is larger than " + maxBody + " bytes.");
        } else if (isChunked(context)) {
            // Read here: Quarkus ends a chunked body that grows too large with an empty 413 and two stack traces.
            chunked.handle(context);
        } else {
            context.next();
        }
    }

    /** As Quarkus checks it, which {@link Launch} turns off there, since its reply is empty. */
    private static boolean isUri(String text) {
        try {
            return !new URI(text).toString().isEmpty();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isChunked(RoutingContext context) {
        return context.request().getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private static long announced(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static void failed(RoutingContext context) {
        Throwable failure = context.failure();
        int status = status(context, failure);
        if (context.response().ended() || context.response().closed()) {
            LOG.debugf(failure, "The caller of %s went away", context.normalizedPath());
            return;
        }
        if (status >= 500 && failure != null) {
            LOG.errorf(failure, "%s %s failed", context.request().method(), context.normalizedPath());
        }
        ErrorReply.send(context, status);
    }

    private static int status(RoutingContext context, Throwable failure) {
        if (failure instanceof HttpException http) {
            return http.getStatusCode();
        }
        int status = context.statusCode();
        return status >= 400 ? status : 500;
    }
}
