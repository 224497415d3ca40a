package dev.mosty.admin.logs;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names a row of a table that is partitioned by time, and with it a place in its order: the moment belongs to
 * the name. Written as microseconds since 1970, a dash, and the row's number.
 */
public record EntryId(Instant at, long id) {
    /** Before every row. */
    static final EntryId FIRST = new EntryId(Instant.EPOCH, 0);

    /** After every row. */
    static final EntryId LAST = new EntryId(Instant.parse("9999-12-31T00:00:00Z"), Long.MAX_VALUE);

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,17})-([0-9]{1,18})");

    /** Empty for what is not written so. */
    public static Optional<EntryId> of(@Nullable String written) {
        Matcher parts = WRITTEN.matcher(written == null ? "" : written);
        return parts.matches()
                ? Optional.of(new EntryId(
                        Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS),
                        Long.parseLong(parts.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "-" + id;
    }
}
