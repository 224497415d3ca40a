package dev.mosty.telephony.workplace;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;

/**
 * Which rows have been read, of a table whose numbers are drawn before the commit: number 2 may be seen before number 1
 * is. A number that is missing between others is asked for again for {@link #AWAITED}, which is longer than any
 * transaction of ours; then nobody will write it, since what drew it was undone. So no row is skipped and none is read
 * twice.
 */
final class Gaps {
    static final Duration AWAITED = Duration.ofMinutes(1);

    /** A jump of the numbers must not become a list of a million of them. */
    static final int MOST = 5_000;

    private final TreeMap<Long, Instant> missing = new TreeMap<>();
    private long top;

    /** @param top the number after which to begin */
    Gaps(long top) {
        this.top = top;
    }

    /** Everything above it is new. */
    long top() {
        return top;
    }

    /** Below the top, what may still come. */
    List<Long> missing() {
        return List.copyOf(missing.keySet());
    }

    /** @param ids what was read, in any order */
    void read(Collection<Long> ids, Instant now) {
        ids.stream().sorted().forEach(id -> read(id, now));
        missing.values().removeIf(since -> since.isBefore(now.minus(AWAITED)));
    }

    private void read(long id, Instant now) {
        if (id <= top) {
            missing.remove(id);
            return;
        }
        for (long gap = Math.max(top + 1, id - MOST); gap < id; gap++) {
            missing.put(gap, now);
        }
        Iterator<Long> oldest = missing.keySet().iterator();
        while (missing.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
        top = id;
    }
}
