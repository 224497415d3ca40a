package dev.mosty.admin.logs;

import dev.mosty.admin.shell.Days;
import dev.mosty.admin.shell.FormText;
import dev.mosty.admin.shell.Query;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of the log are wanted, as it was typed.
 *
 * @param text part of address, browser, URL, request id, request or answer; case does not matter
 * @param service its name, or empty for all
 * @param result {@code yes}, {@code no}, or empty for both
 */
record LogFilter(String text, String service, String result, Days days) {
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
                Days.of(from, to));
    }

    /** The key of what is wrong with it, in {@link dev.mosty.admin.shell.Words}. */
    Optional<String> fault() {
        if (!List.of("", "yes", "no").contains(result)) {
            return Optional.of("logs-bad-result");
        }
        return days.fault().map(fault -> "logs-" + fault);
    }

    /** Whether rows are looked through one by one; a range of days is found by the index. */
    boolean looksInto() {
        return !text.isEmpty() || !service.isEmpty() || !result.isEmpty();
    }

    /** For a link to the same rows: empty, or ending in an ampersand. */
    public String asQuery() {
        return Query.of("q", text, "service", service, "result", result, "from", days.from(), "to", days.to());
    }
}
