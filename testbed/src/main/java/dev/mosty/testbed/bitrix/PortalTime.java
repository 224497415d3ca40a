package dev.mosty.testbed.bitrix;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** The portal's own time: may run faster than ours, and be put forward. */
final class PortalTime {
    private static final double NANOS = 1e9;

    private final LongSupplier nanoTime;
    private final DoubleSupplier scale;
    private Instant last;
    private long lastNanos;

    /** @param scale how many of its seconds pass in one of ours */
    PortalTime(Instant start, LongSupplier nanoTime, DoubleSupplier scale) {
        this.last = start;
        this.nanoTime = nanoTime;
        this.scale = scale;
        this.lastNanos = nanoTime.getAsLong();
    }

    synchronized Instant now() {
        long nanos = nanoTime.getAsLong();
        last = last.plusNanos(Math.round((nanos - lastNanos) * scale.getAsDouble()));
        lastNanos = nanos;
        return last;
    }

    /** Seconds since 1970. */
    double seconds() {
        Instant now = now();
        return now.getEpochSecond() + now.getNano() / NANOS;
    }

    synchronized void forward(Duration by) {
        last = now().plus(by);
    }

    /** Our milliseconds for its seconds. */
    long millis(double portalSeconds) {
        return Math.round(portalSeconds * 1_000 / scale.getAsDouble());
    }
}
