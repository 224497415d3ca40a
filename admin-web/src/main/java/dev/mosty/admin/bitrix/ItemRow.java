package dev.mosty.admin.bitrix;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entity of a run: seed 004's Результат and Значение.
 *
 * @param position from 0, as 1C sent them
 * @param supersededBy where in the same run it stands again: those values won
 * @param result {@code ok}, {@code error}; null while it waits
 * @param value the portal's id, or a sentence
 * @param why what keeps it waiting
 */
record ItemRow(
        UUID run,
        Instant acceptedAt,
        boolean dry,
        int position,
        String entity,
        String originId,
        @Nullable Integer supersededBy,
        @Nullable String result,
        @Nullable String value,
        @Nullable String note,
        List<FieldChange> changes,
        @Nullable String why) {

    public boolean good() {
        return "ok".equals(result);
    }

    /** Of the tag, and of its word. */
    public String state() {
        return result == null ? "open" : result;
    }

    public String mood() {
        return result == null ? "warn" : good() ? "good" : "bad";
    }

    /** As people count. */
    public int number() {
        return position + 1;
    }

    @Override
    public String toString() {
        return "ItemRow[" + run + "#" + position + "]";
    }
}
