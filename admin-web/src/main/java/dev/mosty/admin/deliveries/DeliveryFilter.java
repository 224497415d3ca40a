package dev.mosty.admin.deliveries;

import dev.mosty.admin.shell.FormText;
import dev.mosty.admin.shell.Query;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries are wanted.
 *
 * @param channel its name, or empty for all
 * @param key the lead or call, or the request id, exactly; or empty for all
 * @param text part of the error or note, as it is kept or as it is shown; case does not matter
 */
record DeliveryFilter(State state, String channel, String key, String text) {
    private static final int LONGEST = 200;

    /** Where a delivery stands, as the address names it. */
    enum State {
        WAITING,
        DEAD,
        DONE;

        /** As in an address and in the bundle. */
        public String word() {
            return switch (this) {
                case WAITING -> "waiting";
                case DEAD -> "dead";
                case DONE -> "done";
            };
        }

        static State of(@Nullable String word) {
            return "dead".equals(word) ? DEAD : "done".equals(word) ? DONE : WAITING;
        }
    }

    static DeliveryFilter of(
            @Nullable String state, @Nullable String channel, @Nullable String key, @Nullable String text) {
        return new DeliveryFilter(
                State.of(state),
                FormText.line(channel, LONGEST),
                FormText.line(key, LONGEST),
                FormText.line(text, LONGEST));
    }

    boolean everything() {
        return channel.isEmpty() && key.isEmpty() && text.isEmpty();
    }

    /** For a link to the same rows, ending in an ampersand. */
    public String asQuery() {
        return Query.of("state", state.word(), "channel", channel, "key", key, "text", text);
    }

    /** For the audit. */
    String said() {
        return String.join(" ", channel, key, text).strip();
    }
}
