package dev.mosty.admin.calls;

import dev.mosty.admin.logs.EntryId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call as the bridge keeps it.
 *
 * @param state 1 rings, 2 is talked, 3 is over
 * @param status the PBX's word at the end
 * @param contact the name of the one contact that the number leads to
 * @param exts the extensions that had a part in it
 */
public record CallRow(
        long id,
        String callid,
        String direction,
        String phone,
        String line,
        Instant beganAt,
        @Nullable Instant answeredAt,
        @Nullable Instant endedAt,
        int state,
        String status,
        @Nullable String result,
        @Nullable String recordLink,
        @Nullable String flag,
        @Nullable String talker,
        @Nullable Long contactId,
        @Nullable String contact,
        List<String> exts) {

    public EntryId name() {
        return new EntryId(beganAt, id);
    }

    /** How it stands, a word of the bundle after {@code calls-is}. */
    public String standing() {
        if (state < 3) {
            return state == 1 ? "ringing" : "talking";
        }
        return "success".equals(result) || (result == null && answeredAt != null) ? "answered" : "missed";
    }

    /** Of the tag that shows it. */
    public String mood() {
        return switch (standing()) {
            case "answered" -> "good";
            case "missed" -> "bad";
            default -> "warn";
        };
    }

    /** How long it rang, {@code 0:05}; a dash while it still does. */
    public String waited() {
        return between(beganAt, answeredAt == null ? endedAt : answeredAt);
    }

    /** How long they talked. */
    public String talked() {
        return answeredAt == null ? "—" : between(answeredAt, endedAt);
    }

    /** Of the recording, if it is one that a browser may open. */
    public Optional<URI> record() {
        try {
            return Optional.ofNullable(recordLink)
                    .map(URI::create)
                    .filter(link -> link.getHost() != null
                            && ("http".equalsIgnoreCase(link.getScheme())
                                    || "https".equalsIgnoreCase(link.getScheme())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A clock that went back makes no negative time. */
    static String between(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null
                ? "—"
                : clock(Math.max(0, Duration.between(from, to).toSeconds()));
    }

    static String clock(long seconds) {
        return seconds < 3600
                ? "%d:%02d".formatted(seconds / 60, seconds % 60)
                : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** Without the person. */
    @Override
    public String toString() {
        return "CallRow[" + id + "]";
    }
}
