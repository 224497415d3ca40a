package dev.mosty.testbed.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The widget's question for free hours, each time of another day: the proxy joins equal ones that are under way, which
 * would flatter it.
 */
record DoctorTimes(String token, AtomicLong asked) implements Bodies {
    /** Of 28 days in 12 months in so many years: far more than are ever under way. */
    private static final int YEARS = 7_000;

    DoctorTimes(String token) {
        this(token, new AtomicLong());
    }

    @Override
    public byte[] next() {
        return on(asked.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
    }

    /** The question for the n-th day. */
    String on(long n) {
        return String.format(
                Locale.ROOT,
                "{\"token\":\"%s\",\"date\":\"%04d-%02d-%02d\"}",
                token,
                2000 + n / 336 % YEARS,
                1 + n / 28 % 12,
                1 + n % 28);
    }

    @Override
    public String script() throws IOException {
        return Bodies.resource("hours.lua").replace("@TOKEN@", token).replace("@YEARS@", Integer.toString(YEARS));
    }
}
