package dev.mosty.web;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * The id of a request: taken from {@code X-Request-Id} if it is a short plain word, made otherwise, returned in the
 * same header, and in every log line of the request as {@code requestId}.
 */
public final class RequestId {
    /** The header's name, in and out. */
    public static final String HEADER = "X-Request-Id";

    private static final String MDC_KEY = "requestId";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /** The id of the request that this thread works for; empty outside of one. */
    public static Optional<String> current() {
        return MDC.get(MDC_KEY) instanceof String id ? Optional.of(id) : Optional.empty();
    }

    /** The id of that request; works in any Vert.x route. */
    public static String of(RoutingContext context) {
        String known = context.get(MDC_KEY);
        return known == null ? begin(context) : known;
    }

    /** From now on this thread, and those that it starts, work for that request: for routes that leave the event loop. */
    public static void onThisThread(RoutingContext context) {
        MDC.put(MDC_KEY, of(context));
    }

    /** To be called once, first of all: Quarkus keeps the MDC with the request's Vert.x context. */
    static String begin(RoutingContext context) {
        String id = from(context.request().getHeader(HEADER));
        context.put(MDC_KEY, id);
        context.response().putHeader(HEADER, id);
        MDC.put(MDC_KEY, id);
        return id;
    }

    static String from(@Nullable String header) {
        return header != null && SANE.matcher(header).matches() ? header : made();
    }

    /** A UUID of version 7 (RFC 9562): it begins with the time, so that the log's index grows at its end. */
    private static String made() {
        var random = ThreadLocalRandom.current();
        long high = System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(1 << 12);
        long low = random.nextLong() >>> 2 | Long.MIN_VALUE;
        return new UUID(high, low).toString();
    }
}
