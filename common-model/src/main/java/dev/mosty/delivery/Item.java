package dev.mosty.delivery;

import org.jspecify.annotations.Nullable;

/**
 * One piece of work to accept.
 *
 * @param key what is kept in order: a lead, a call
 * @param payload kept unchanged; PostgreSQL text, so no NUL character
 * @param digest set where a repeat of the key's newest accepted item is no new work, as hexadecimal text
 * @param deadBecause set for an item that nobody can read: it is kept as a dead letter with this reason
 */
public record Item(
        String channel,
        String key,
        String kind,
        String payload,
        @Nullable String digest,
        @Nullable String requestId,
        @Nullable String deadBecause) {

    public static Item of(String channel, String key, String kind, String payload, @Nullable String requestId) {
        return new Item(channel, key, kind, payload, null, requestId, null);
    }

    /** An item that was accepted but cannot be understood. */
    public static Item unreadable(
            String channel, String key, String kind, String payload, @Nullable String requestId, String reason) {
        return new Item(channel, key, kind, payload, null, requestId, reason);
    }

    public Item recognisedBy(String digestOfPayload) {
        return new Item(channel, key, kind, payload, digestOfPayload, requestId, deadBecause);
    }

    boolean live() {
        return deadBecause == null;
    }

    @Override
    public String toString() {
        return "Item[" + channel + "/" + key + ", " + kind + ", " + payload.length() + " characters]";
    }
}
