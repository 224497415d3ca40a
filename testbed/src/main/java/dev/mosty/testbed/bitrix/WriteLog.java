package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Every write in order, the latest 20,000, and how many there were of each kind. */
final class WriteLog {
    private static final int MOST = 20_000;

    private final Deque<Written> latest = new ArrayDeque<>();
    private final Map<Kind, Counts> byKind = new EnumMap<>(Kind.class);
    private long last;

    /** Whoever writes: a program over REST, or a person in the portal's pages. */
    enum Author {
        REST,
        PERSON
    }

    enum Action {
        ADD,
        UPDATE,
        DELETE,
        ROWS,
        LINKS
    }

    /**
     * One write.
     *
     * @param changed whether anything is different now, apart from the time of the write
     * @param fields what was sent
     */
    record Written(
            long sequence, Instant at, Author by, Action action, Kind kind, long id, boolean changed, JsonNode fields) {
        /** Without what was sent. */
        @Override
        public String toString() {
            return "Written[" + sequence + ", " + by + ", " + action + ", " + kind + " " + id + "]";
        }
    }

    /**
     * Writes over REST since the last reset.
     *
     * @param idle of them, updates that changed nothing
     */
    record Counts(long added, long updated, long deleted, long rows, long links, long idle) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

        Counts and(Action action, boolean changed) {
            return new Counts(
                    added + one(action == Action.ADD),
                    updated + one(action == Action.UPDATE),
                    deleted + one(action == Action.DELETE),
                    rows + one(action == Action.ROWS),
                    links + one(action == Action.LINKS),
                    idle + one(!changed));
        }

        private static long one(boolean counts) {
            return counts ? 1 : 0;
        }
    }

    synchronized void wrote(Instant at, Author by, Action action, Item item, boolean changed, JsonNode fields) {
        latest.addLast(new Written(++last, at, by, action, item.kind(), item.id(), changed, fields));
        if (latest.size() > MOST) {
            latest.removeFirst();
        }
        if (by == Author.REST) {
            byKind.put(
                    item.kind(), byKind.getOrDefault(item.kind(), Counts.NONE).and(action, changed));
        }
    }

    /** Grows with every write. */
    synchronized long version() {
        return last;
    }

    synchronized List<Written> after(long sequence, int limit) {
        return latest.stream()
                .filter(written -> written.sequence() > sequence)
                .limit(limit)
                .toList();
    }

    synchronized Map<Kind, Counts> counts() {
        Map<Kind, Counts> counts = new EnumMap<>(Kind.class);
        counts.putAll(byKind);
        return counts;
    }

    /** Counts anew; the log stays. */
    synchronized void resetCounts() {
        byKind.clear();
    }
}
