package dev.mosty.admin.bitrix;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run: what came at once, and how far it is.
 *
 * @param dry only compared
 * @param source {@code post}, {@code form} or {@code pull}
 * @param askedBy who tried it on the page
 */
public record RunRow(
        UUID id,
        Instant acceptedAt,
        @Nullable Instant finishedAt,
        boolean dry,
        String source,
        @Nullable String askedBy,
        @Nullable String requestId,
        int total,
        int ok,
        int error) {

    public int done() {
        return ok + error;
    }

    public int waiting() {
        return total - done();
    }

    public boolean running() {
        return finishedAt == null;
    }

    /** Of the tag. */
    public String mood() {
        return running() ? "warn" : error > 0 ? "bad" : "good";
    }

    /** As in the bundle. */
    public String state() {
        return running() ? "running" : error > 0 ? "errors" : "done";
    }
}
