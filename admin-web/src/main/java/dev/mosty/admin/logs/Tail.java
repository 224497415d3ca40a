package dev.mosty.admin.logs;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is new in the log since the last look. Rows may become visible later than rows with higher numbers (their
 * transactions took longer), so every look goes back {@link #BACK} and leaves out what it has shown.
 *
 * <p>When more than {@link #AT_ONCE} rows came between two looks the newest of them are given: nobody reads faster, and
 * the list has them all.
 */
final class Tail {
    private static final Duration BACK = Duration.ofSeconds(10);

    /** After a lost connection: what a person may have missed and still wants to see. */
    private static final Duration RESUMED = Duration.ofMinutes(10);

    private static final int AT_ONCE = 50;

    private final RequestLog log;
    private final LogFilter filter;
    private final EntryId start;
    private Duration back;
    private Set<Long> shown = Set.of();

    /** @param lastSeen the row after which to begin; empty begins with what comes from now on */
    Tail(RequestLog log, LogFilter filter, Optional<EntryId> lastSeen) {
        this.log = log;
        this.filter = filter;
        this.back = lastSeen.isPresent() ? RESUMED : BACK;
        this.start = lastSeen.orElse(EntryId.FIRST);
        if (lastSeen.isEmpty()) {
            next();
        }
    }

    /** Oldest first. */
    List<LogRow> next() {
        List<LogRow> latest = log.latest(filter, back, start, AT_ONCE);
        List<LogRow> fresh =
                latest.stream().filter(row -> !shown.contains(row.id())).toList();
        Set<Long> now = new HashSet<>();
        latest.forEach(row -> now.add(row.id()));
        shown = now;
        back = BACK;
        return fresh.reversed();
    }
}
