package dev.mosty.admin.shell;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From which day to which something is wanted, as it was typed.
 *
 * @param from the first day, {@code 2026-01-31}, or empty
 * @param to the last day, included, or empty
 */
public record Days(String from, String to) {
    private static final int LONGEST = 40;
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    public static Days of(@Nullable String from, @Nullable String to) {
        return new Days(FormText.line(from, LONGEST), FormText.line(to, LONGEST));
    }

    /** What is wrong with it: {@code bad-date} or {@code reversed-dates}, words that each page has its own for. */
    public Optional<String> fault() {
        if (!isDay(from) || !isDay(to)) {
            return Optional.of("bad-date");
        }
        return !from.isEmpty() && !to.isEmpty() && LocalDate.parse(to).isBefore(LocalDate.parse(from))
                ? Optional.of("reversed-dates")
                : Optional.empty();
    }

    public Instant since(ZoneId zone) {
        return from.isEmpty() ? FIRST : LocalDate.parse(from).atStartOfDay(zone).toInstant();
    }

    public Instant until(ZoneId zone) {
        return to.isEmpty()
                ? LAST
                : LocalDate.parse(to).plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** That many days up to the last, if no first one was asked for. */
    public Days recent(LocalDate today, int days) {
        LocalDate last = to.isEmpty() ? today : LocalDate.parse(to);
        return from.isEmpty() ? new Days(last.minusDays(days - 1L).toString(), to) : this;
    }

    private static boolean isDay(String typed) {
        if (typed.isEmpty()) {
            return true;
        }
        try {
            return typed.length() == 10 && LocalDate.parse(typed).getYear() > 1970;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
