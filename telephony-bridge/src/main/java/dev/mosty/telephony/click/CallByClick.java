package dev.mosty.telephony.click;

import dev.mosty.telephony.Answer;
import dev.mosty.telephony.call.MadeCalls;
import dev.mosty.telephony.call.MadeCalls.Outcome;
import dev.mosty.web.Bundle;
import jakarta.inject.Singleton;
import java.util.Optional;

/** An employee clicked on a number, in 1C or at the workplace: the PBX is asked once, and a note of it is made. */
@Singleton
public final class CallByClick {
    static final Bundle WORDS = Bundle.beside(CallByClick.class);

    private final Pbx pbx;
    private final MadeCalls made;

    CallByClick(Pbx pbx, MadeCalls made) {
        this.pbx = pbx;
        this.made = made;
    }

    /** @return {@code {"result":"ok"}}, or the sentence of seed 002 that says why not */
    public Answer call(String ext, String phone, String requestId) {
        // Before the PBX is asked: its first event may come before its answer.
        Optional<Long> row = made.asked(ext, phone, requestId);
        Placing placing = pbx.call(ext, phone);
        Outcome outcome = switch (placing) {
            case Placing.Placed() -> Outcome.PLACED;
            case Placing.NoAnswer() -> Outcome.UNKNOWN;
            case Placing.Refused ignored -> Outcome.REFUSED;
            case Placing.Unreachable() -> Outcome.REFUSED;
            case Placing.NoPbx() -> Outcome.REFUSED;
        };
        row.ifPresent(id -> made.became(id, outcome));
        return switch (placing) {
            case Placing.Placed() -> Answer.ok("result", "ok");
            case Placing.Refused(int status, String said) ->
                failed(status == 400 || status == 500 ? status : 502, said);
            case Placing.Unreachable() -> failed(502, WORDS.of("unreachable"));
            case Placing.NoAnswer() -> failed(502, WORDS.of("no-answer"));
            case Placing.NoPbx() -> failed(502, WORDS.of("unset"));
        };
    }

    private static Answer failed(int status, String said) {
        return Answer.error(status, WORDS.of("failed", said));
    }
}
