package dev.mosty.admin.calls;

import dev.mosty.admin.shell.Days;
import dev.mosty.admin.shell.FormText;
import dev.mosty.admin.shell.Query;
import dev.mosty.contacts.NumberingPlan;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are wanted, as it was typed; all of it may be empty.
 *
 * @param direction {@code in} or {@code out}
 * @param state one of {@link #STATES}
 * @param ext an extension that had a part in it
 * @param phone the last digits of the client's number
 */
record CallFilter(Days days, String direction, String state, String ext, String phone) {
    /** {@code forgotten}: missed, and nobody called back. */
    static final List<String> STATES = List.of("answered", "missed", "forgotten", "open");

    private static final int LONGEST = 40;

    static CallFilter of(
            @Nullable String from,
            @Nullable String to,
            @Nullable String direction,
            @Nullable String state,
            @Nullable String ext,
            @Nullable String phone) {
        return new CallFilter(
                Days.of(from, to),
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
        if (!phone.isEmpty() && digits().isEmpty()) {
            return Optional.of("calls-bad-phone");
        }
        return days.fault().map(fault -> "calls-" + fault);
    }

    /** Whom to call back is asked of the last days; of years it would look for somebody behind every missed call. */
    CallFilter bounded(LocalDate today, int most) {
        return state.equals("forgotten") ? recent(today, most) : this;
    }

    /** The same of the last days, if no first day was asked for: what charts count over. */
    CallFilter recent(LocalDate today, int most) {
        return new CallFilter(days.recent(today, most), direction, state, ext, phone);
    }

    /** What the phone ends with; of a whole number what does not depend on how its beginning is written. */
    String digits() {
        String digits = NumberingPlan.digits(phone);
        return digits.length() > 10 ? digits.substring(digits.length() - 10) : digits;
    }

    /** For a link to the same calls: empty, or ending in an ampersand. */
    public String asQuery() {
        return Query.of(
                "from",
                days.from(),
                "to",
                days.to(),
                "direction",
                direction,
                "state",
                state,
                "ext",
                ext,
                "phone",
                phone);
    }
}
