package dev.mosty.telephony.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which call an event is about. A sender's own {@code callid} says it; the PBX's {@code call_id} is used again, and
 * then time and content must tell a late repeat from a new call.
 */
enum Belonging {
    /** Taken before: nothing is to be done. */
    REPEAT,
    /** It goes on with the call that is known. */
    SAME_CALL,
    NEW_CALL;

    /** What comes so soon after a call's end is late news of it. */
    static final Duration LATE = Duration.ofSeconds(60);

    /** Clocks and rounding of one PBX. */
    private static final Duration SAME_TIME = Duration.ofSeconds(2);

    /**
     * @param latest the latest call of that name, direction and client
     * @param taken whether exactly this was told of it before
     */
    static Belonging of(CallEvent event, Optional<PhoneCall> latest, boolean taken, Instant now) {
        if (latest.isEmpty()) {
            return NEW_CALL;
        }
        PhoneCall call = latest.get();
        if (!call.over() || event.name() instanceof CallName.OfSender) {
            return taken ? REPEAT : SAME_CALL;
        }
        boolean late = call.closedAt() != null && !now.isAfter(call.closedAt().plus(LATE));
        return switch (event.kind()) {
            case STARTED -> started(event, call, taken, late);
            case ANSWERED -> late ? (taken ? REPEAT : SAME_CALL) : NEW_CALL;
            case CANCELLED, COMPLETED -> taken ? REPEAT : SAME_CALL;
            case ENDED -> ended(event, call, taken, late);
        };
    }

    private static Belonging started(CallEvent event, PhoneCall call, boolean taken, boolean late) {
        if (late && taken) {
            return REPEAT;
        }
        // Its end overtook it.
        boolean overtaken =
                call.leg(event.ext()).filter(leg -> leg.rangAt() == null).isPresent();
        return late && overtaken ? SAME_CALL : NEW_CALL;
    }

    private static Belonging ended(CallEvent event, PhoneCall call, boolean taken, boolean late) {
        boolean dated = event.startedAt().isPresent() || event.endedAt().isPresent();
        if (taken) {
            return dated || late ? REPEAT : NEW_CALL;
        }
        boolean same = event.startedAt()
                        .filter(at -> near(at, call.span().beganAt()))
                        .isPresent()
                || event.endedAt().filter(at -> near(at, call.span().endedAt())).isPresent();
        boolean lateRecord = !dated && !event.link().isEmpty();
        return same || late || lateRecord ? SAME_CALL : NEW_CALL;
    }

    private static boolean near(Instant one, @Nullable Instant other) {
        return other != null && Duration.between(one, other).abs().compareTo(SAME_TIME) <= 0;
    }
}
