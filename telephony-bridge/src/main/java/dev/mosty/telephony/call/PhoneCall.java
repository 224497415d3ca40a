package dev.mosty.telephony.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call as it is known now.
 *
 * @param callid what 1C knows it by
 * @param closedAt when its end was heard of, by our clock; the other times may be the sender's
 * @param talker the extension that answered last
 */
record PhoneCall(
        String callid,
        CallName name,
        Direction direction,
        String phone,
        String line,
        Span span,
        State state,
        String status,
        Leg.@Nullable Result result,
        @Nullable String link,
        @Nullable String flag,
        @Nullable String talker,
        @Nullable Instant closedAt,
        List<Leg> legs) {

    PhoneCall {
        legs = List.copyOf(legs);
    }

    /** When it began, was answered and ended. */
    record Span(
            Instant beganAt,
            @Nullable Instant answeredAt,
            @Nullable Instant endedAt) {
        private static final Duration ODD = Duration.ofDays(1);

        Instant lastAt() {
            return endedAt == null ? beganAt : endedAt;
        }

        /** What people should look at twice; null if nothing is odd. */
        @Nullable
        String oddity(Instant now) {
            Instant last = lastAt();
            if (beganAt.isBefore(now.minus(ODD)) || last.isBefore(now.minus(ODD))) {
                return "past";
            }
            if (beganAt.isAfter(now.plus(ODD)) || last.isAfter(now.plus(ODD))) {
                return "future";
            }
            return last.isBefore(beganAt) ? "backwards" : null;
        }
    }

    /** A call of which nothing is known but its first event, which is still to be applied. */
    static PhoneCall begun(String callid, CallEvent event, Instant now) {
        Instant began = event.startedAt().or(event::endedAt).orElse(now);
        return new PhoneCall(
                callid,
                event.name(),
                event.direction(),
                event.phone(),
                event.line(),
                new Span(began, null, null),
                State.RINGING,
                "",
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    Optional<Leg> leg(String ext) {
        return legs.stream().filter(leg -> leg.ext().equals(ext)).findFirst();
    }

    List<Leg> others(String ext) {
        return legs.stream().filter(leg -> !leg.ext().equals(ext)).toList();
    }

    boolean over() {
        return state == State.OVER;
    }

    /** The same with that leg in the place of the extension's former one. */
    PhoneCall with(Leg leg) {
        List<Leg> changed = new ArrayList<>(legs);
        int known = legs.stream().map(Leg::ext).toList().indexOf(leg.ext());
        if (known < 0) {
            changed.add(leg);
        } else {
            changed.set(known, leg);
        }
        return copy(span, state, status, result, link, flag, talker, closedAt, changed);
    }

    /** The same with these legs and no others. */
    PhoneCall with(List<Leg> all) {
        return copy(span, state, status, result, link, flag, talker, closedAt, all);
    }

    PhoneCall answered(String ext, Instant at) {
        Instant first = span.answeredAt == null ? at : span.answeredAt;
        var answered = new Span(span.beganAt, first, span.endedAt);
        return copy(answered, State.TALKING, status, result, link, flag, ext, closedAt, legs);
    }

    PhoneCall closed(Span whole, String word, Leg.Result how, @Nullable String who, Instant now) {
        return copy(whole, State.OVER, word, how, link, whole.oddity(now), who, now, legs);
    }

    PhoneCall recorded(String url) {
        return copy(span, state, status, result, url, flag, talker, closedAt, legs);
    }

    private PhoneCall copy(
            Span newSpan,
            State newState,
            String newStatus,
            Leg.@Nullable Result newResult,
            @Nullable String newLink,
            @Nullable String newFlag,
            @Nullable String newTalker,
            @Nullable Instant newClosedAt,
            List<Leg> newLegs) {
        return new PhoneCall(
                callid,
                name,
                direction,
                phone,
                line,
                newSpan,
                newState,
                newStatus,
                newResult,
                newLink,
                newFlag,
                newTalker,
                newClosedAt,
                newLegs);
    }

    /** Without the client. */
    @Override
    public String toString() {
        return "PhoneCall[" + callid + ", " + state + ", " + legs.size() + " legs]";
    }
}
