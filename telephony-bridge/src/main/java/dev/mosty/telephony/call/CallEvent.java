package dev.mosty.telephony.call;

import dev.mosty.settings.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * What was told of one extension's part in a call, by the PBX or at {@code /hs}.
 *
 * @param ext the employee's extension
 * @param phone the client's number as it came; empty if hidden
 * @param line the company's number that was called; may be empty
 * @param startedAt by the sender's clock, as are the other two
 * @param status the sender's word at the end, such as {@code ANSWER}; may be empty
 * @param link of the record, http or https; empty for none
 */
public record CallEvent(
        Kind kind,
        CallName name,
        Direction direction,
        String ext,
        String phone,
        String line,
        Optional<Instant> startedAt,
        Optional<Instant> answeredAt,
        Optional<Instant> endedAt,
        String status,
        String link) {

    /** What happened at the extension. */
    public enum Kind {
        /** It rings, or calls out. */
        STARTED,
        ANSWERED,
        /** The call is over, and this is its story. */
        ENDED,
        /** It rings no longer: somebody else took the call, or the client gave up. The story may follow. */
        CANCELLED,
        /** The talk is over; the story follows. */
        COMPLETED
    }

    /** An event without times and story. */
    public static CallEvent of(Kind kind, CallName name, Direction direction, String ext, String phone, String line) {
        return new CallEvent(
                kind, name, direction, ext, phone, line, Optional.empty(), Optional.empty(), Optional.empty(), "", "");
    }

    /** Whether the sender says that there was a talk. */
    boolean saysAnswered() {
        return status.equalsIgnoreCase("ANSWER")
                || status.equalsIgnoreCase("ANSWERED")
                || status.equalsIgnoreCase("SUCCESS");
    }

    /** SHA-256 of what it says: the same for a repeat, in whatever order its parameters come. */
    byte[] hash() {
        return Sha256.of(String.join(
                "\u001f",
                kind.name(),
                direction.name(),
                ext,
                phone,
                line,
                text(startedAt),
                text(answeredAt),
                text(endedAt),
                status,
                link));
    }

    private static String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse("");
    }

    /** Without the client. */
    @Override
    public String toString() {
        return "CallEvent[" + kind + ", " + direction + ", " + ext + "]";
    }
}
