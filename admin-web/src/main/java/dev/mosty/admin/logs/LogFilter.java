package dev.mosty.admin.logs;

import dev.mosty.admin.shell.FormText;
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
 * Which rows of the log are wanted, as it was typed.
 *
 * @param text part of address, browser, URL, request id, request or answer; case does not matter
 * @param service its name, or empty for all
 * @param result {@code yes}, {@code no}, or empty for both
 * @param from the first day, {@code 2026-01-31}, or empty
 * @param to the last day, included, or empty
 */
record LogFilter(String text, String service, String result, String from, String to) {
    /** Who writes the log. */
    static final List<String> SERVICES = List.of("amo-proxy", "amo-gate", "telephony-bridge", "bitrix-sync");

    private static final int LONGEST_TEXT = 100;
    private static final int LONGEST_WORD = 40;

    static LogFilter of(
            @Nullable String text,
            @Nullable String service,
            @Nullable String result,
            @Nullable String from,
            @Nullable String to) {
        return new LogFilter(
                FormText.line(text, LONGEST_TEXT),
                FormText.line(service, LONGEST_WORD),
                FormText.line(result, LONGEST_WORD),
                FormText.line(from, LONGEST_WORD),
                FormText.line(to, LONGEST_WORD));
    }

    /** The key of what is wrong with it, in {@link dev.mosty.admin.shell.Words}. */
    Optional<String> fault() {
        if (!List.of("", "yes", "no").contains(result)) {
            return Optional.of("logs-bad-result");
        }
        if (!isDay(from) || !isDay(to)) {
            return Optional.of("logs-bad-date");
        }
        return !from.isEmpty() && !to.isEmpty() && LocalDate.parse(to).isBefore(LocalDate.parse(from))
                ? Optional.of("logs-reversed-dates")
                : Optional.empty();
    }

    /** Whether rows are looked through one by one; a range of days is found by the index. */
    boolean looksInto() {
        return !text.isEmpty() || !service.isEmpty() || !result.isEmpty();
    }

    Instant since(ZoneId zone) {
        return from.isEmpty()
                ? EntryId.FIRST.at()
                : LocalDate.parse(from).atStartOfDay(zone).toInstant();
    }

    Instant until(ZoneId zone) {
        return to.isEmpty()
                ? EntryId.LAST.at()
                : LocalDate.parse(to).plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** For a link to the same rows: empty, or ending in an ampersand. */
    public String asQuery() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("q", text);
        fields.put("service", service);
        fields.put("result", result);
        fields.put("from", from);
        fields.put("to", to);
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
