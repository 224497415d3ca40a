package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How long each method takes there, and how much of its time is spent: 480 s of the portal's work a method in ten
 * minutes, then everything is refused ({@code facts/bitrix24.md §1.6}). Binds before the rate of requests does, as soon
 * as they are batches.
 */
final class MethodTimes {
    /** 480 s, less what other programs at the same portal may spend unseen. */
    static final double BUDGET = 456;

    /** The slowest that is documented: until something is measured a batch is small. */
    static final double UNMEASURED = 2.5;

    /** Of a portal that does not say: fifty in a batch. */
    private static final double UNTOLD = 0.5;

    private static final double NEWEST_WEIGHS = 0.3;
    private static final double SLOWEST = 30;
    private static final Duration BUCKET = Duration.ofMinutes(1);
    private static final int BUCKETS = 10;

    private final Clock clock;
    private final Map<String, Method> methods = new HashMap<>();

    MethodTimes(Clock clock) {
        this.clock = clock;
    }

    private static final class Method {
        double seconds = UNMEASURED;
        boolean measured;
        double operating;
        Instant resetAt = Instant.MIN;
        /** Commands, not seconds: what one takes is known better when it ends than when it began. */
        int underWay;
    }

    /** Seconds that one command is expected to take. */
    synchronized double seconds(String method) {
        return of(method).seconds;
    }

    synchronized boolean measured(String method) {
        return of(method).measured;
    }

    /** Whether one more command fits into the budget; if so it counts as under way until it is {@link #learn}ed. */
    synchronized boolean reserve(String method) {
        var known = of(method);
        if (spent(known) + (known.underWay + 1) * known.seconds > BUDGET) {
            return false;
        }
        known.underWay++;
        return true;
    }

    /** When a little of the method's time will be free again. */
    synchronized Duration untilFree(String method) {
        var left = Duration.between(clock.instant(), nextReset(of(method)));
        return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
    }

    /** @param time {@code {"duration","operating","operating_reset_at"}} of the command; parts may be missing */
    synchronized void learn(String method, JsonNode time) {
        var known = of(method);
        known.underWay = Math.max(0, known.underWay - 1);
        var duration = time.path("duration").asDouble(-1);
        var seconds = duration >= 0 ? duration : known.measured ? known.seconds : UNTOLD;
        known.seconds = known.measured ? known.seconds * (1 - NEWEST_WEIGHS) + seconds * NEWEST_WEIGHS : seconds;
        known.seconds = Math.clamp(known.seconds, 0.001, SLOWEST);
        known.measured = true;
        if (time.has("operating")) {
            known.operating = time.path("operating").asDouble();
            var reset = time.path("operating_reset_at").asLong();
            known.resetAt =
                    reset > 0 ? Instant.ofEpochSecond(reset) : clock.instant().plus(BUCKET);
        }
    }

    /** Its answer did not come, or was no answer: it is not under way any more. */
    synchronized void release(String method) {
        var known = of(method);
        known.underWay = Math.max(0, known.underWay - 1);
    }

    /** A request took too long: the next one carries half as much. */
    synchronized void tooSlow(String method) {
        var known = of(method);
        known.seconds = Math.min(SLOWEST, known.seconds * 2);
    }

    /** The portal says that nothing is left. */
    synchronized void exhausted(String method) {
        var known = of(method);
        known.operating = BUDGET;
        if (known.resetAt.isBefore(clock.instant())) {
            known.resetAt = clock.instant().plus(BUCKET);
        }
    }

    /** Each minute after the reset one of the ten buckets leaves; how full it was is not known. */
    private double spent(Method known) {
        var now = clock.instant();
        if (now.isBefore(known.resetAt) || known.operating == 0) {
            return known.operating;
        }
        var left = 1 + Duration.between(known.resetAt, now).dividedBy(BUCKET);
        return known.operating * Math.max(0, BUCKETS - left) / BUCKETS;
    }

    private Instant nextReset(Method known) {
        var now = clock.instant();
        if (now.isBefore(known.resetAt)) {
            return known.resetAt;
        }
        return now.plus(BUCKET);
    }

    private Method of(String method) {
        return methods.computeIfAbsent(method, unseen -> new Method());
    }
}
