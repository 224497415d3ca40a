package dev.mosty.admin.calls;

import dev.mosty.admin.shell.FormText;
import dev.mosty.contacts.NumberingPlan;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are wanted, as it was typed; all of it may be empty.
 *
 * @param from the first day, {@code 2026-01-31}
 * @param to the last day, included
 * @param direction {@code in} or {@code out}
 * @param state one of {@link #STATES}
 * @param ext an extension that had a part in it
 * @param phone the last digits of the client's number
 */
record CallFilter(String from, String to, String direction, String state, String ext, String phone) {
    /** {@code forgotten}: missed, and nobody called back. */
    static final List<String> STATES = List.of("answered", "missed", "forgotten", "open");

    private static final int LONGEST = 40;
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    static CallFilter of(
            @Nullable String from,
            @Nullable String to,
            @Nullable String direction,
            @Nullable String state,
            @Nullable String ext,
            @Nullable String phone) {
        return new CallFilter(
                FormText.line(from, LONGEST),
                FormText.line(to, LONGEST),
                FormText.line(direction, LONGEST),
                FormText.line(state, LONGEST),
                FormText.line(ext, LONGEST),
                FormText.line(phone, LONGEST));
    }

    /** The key of what is wrong with it, in {@link dev.mosty.admin.shell.Words}. */
    Optional<String> fault() {
        if (!List.of("", "in", "out").contains(direction) || !(state.isEmpty() || STATES.contains(state))) {
            return Optional.of("calls-bad-choice");
        }
        if (!isDay(from) || !isDay(to)) {
            return Optional.of("calls-bad-date");
        }
        if (!phone.isEmpty() && digits().isEmpty()) {
            return Optional.of("calls-bad-phone");
        }
        return !from.isEmpty() && !to.isEmpty() && LocalDate.parse(to).isBefore(LocalDate.parse(from))
                ? Optional.of("calls-reversed-dates")
                : Optional.empty();
    }

    Instant since(ZoneId zone) {
        return from.isEmpty() ? FIRST : LocalDate.parse(from).atStartOfDay(zone).toInstant();
    }

    Instant until(ZoneId zone) {
        return to.isEmpty()
                ? LAST
                : LocalDate.parse(to).plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** Whom to call back is asked of the last days; of years it would look for somebody behind every missed call. */
    CallFilter bounded(LocalDate today, int days) {
        return state.equals("forgotten") ? recent(today, days) : this;
    }

    /** The same of the last days, if no first day was asked for: what charts count over. */
    CallFilter recent(LocalDate today, int days) {
        return from.isEmpty()
                ? new CallFilter(
                        (to.isEmpty() ? today : LocalDate.parse(to))
                                .minusDays(days - 1L)
                                .toString(),
                        to,
                        direction,
                        state,
                        ext,
                        phone)
                : this;
    }

    /** What the phone ends with; of a whole number what does not depend on how its beginning is written. */
    String digits() {
        String digits = NumberingPlan.digits(phone);
        return digits.length() > 10 ? digits.substring(digits.length() - 10) : digits;
    }

    /** For a link to the same calls: empty, or ending in an ampersand. */
    public String asQuery() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("from", from);
        fields.put("to", to);
        fields.put("direction", direction);
        fields.put("state", state);
        fields.put("ext", ext);
        fields.put("phone", phone);
        return fields.entrySet().stream()
                .filter(field -> !field.getValue().isEmpty())
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8) + "&")
                .collect(Collectors.joining());
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
