package dev.mosty.admin.deliveries;

import dev.mosty.admin.logs.EntryId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery, wherever it stands.
 *
 * @param state waiting, dead, done, superseded or discarded, as the tables say
 * @param at when it was refused or done; for one that waits, when its turn comes
 * @param said the last error, or the note with which it ended
 * @param supersededBy the later delivery that carried what this one had
 * @param payload as it was accepted, in a list always null; also null after {@code PAYLOAD_KEEP_DAYS}
 */
public record DeliveryRow(
        long id,
        String channel,
        String key,
        String kind,
        String state,
        Instant acceptedAt,
        @Nullable Instant at,
        int attempts,
        @Nullable String requestId,
        @Nullable String said,
        @Nullable Long supersededBy,
        @Nullable Instant replayedAt,
        @Nullable String payload) {

    /** Its place in the list. */
    public EntryId name() {
        return new EntryId(at == null ? acceptedAt : at, id);
    }

    /** Of the tag that shows the state. */
    public String mood() {
        return switch (state) {
            case "dead" -> "bad";
            case "done" -> "good";
            case "waiting" -> "warn";
            default -> "off";
        };
    }

    public boolean dead() {
        return state.equals("dead");
    }

    /** Nobody could read it, so its lead is unknown, and it will not be readable the next time either. */
    public boolean unreadable() {
        return key.equals("?");
    }

    @Override
    public String toString() {
        return "DeliveryRow[" + id + "]";
    }
}
