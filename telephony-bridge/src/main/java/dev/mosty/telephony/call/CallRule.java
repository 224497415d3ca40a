package dev.mosty.telephony.call;

import dev.mosty.telephony.call.Leg.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an event does to a call. Nothing goes back: what was answered does not ring again, and what comes after the end
 * only adds to the story. Of a call that rings at several extensions the one that answers is the talker; the others
 * close without having missed anything ({@code facts/telephony-and-1c.md} §1 and §2).
 */
final class CallRule {
    private CallRule() {}

    static Effect apply(PhoneCall call, CallEvent event, Instant now) {
        return switch (event.kind()) {
            case STARTED -> started(call, event, now);
            case ANSWERED -> answered(call, event, now);
            case CANCELLED -> cancelled(call, event, now);
            case COMPLETED ->
                call.over() ? Effect.none(call) : new Effect(call, List.of(new Onward.Event(event.ext(), "COMPLETED")));
            case ENDED -> call.over() ? afterTheEnd(call, event) : ended(call, event, now);
        };
    }

    private static Effect started(PhoneCall call, CallEvent event, Instant now) {
        var known = call.leg(event.ext());
        if (known.isPresent()) {
            return Effect.none(call.with(known.get().rang(now)));
        }
        if (call.over()) {
            return Effect.none(call);
        }
        String type = call.direction() == Direction.IN ? "INCOMING" : "OUTGOING";
        return new Effect(
                call.with(Leg.ringing(event.ext(), event.startedAt().orElse(now))),
                List.of(new Onward.Event(event.ext(), type)));
    }

    private static Effect answered(PhoneCall call, CallEvent event, Instant now) {
        Leg leg = call.leg(event.ext()).orElseGet(() -> Leg.unheard(event.ext()));
        if (call.over() || leg.state() != State.RINGING) {
            return Effect.none(call);
        }
        Instant at = event.answeredAt().orElse(now);
        List<Onward> onward = new ArrayList<>();
        onward.add(new Onward.Event(event.ext(), "ACCEPTED"));
        PhoneCall after = call.with(leg.answered(at)).answered(event.ext(), at);
        return new Effect(dismissRinging(after, event.ext(), at, onward), onward);
    }

    /** Only what rings can be cancelled: a talk goes on, whatever its other extensions do. */
    private static Effect cancelled(PhoneCall call, CallEvent event, Instant now) {
        return call.leg(event.ext())
                .filter(leg -> leg.state() == State.RINGING && !call.over())
                .map(leg -> new Effect(
                        call.with(leg.over(Result.ELSEWHERE, now, leg.status())),
                        List.of(new Onward.Event(event.ext(), "CANCELLED"))))
                .orElseGet(() -> Effect.none(call));
    }

    private static Effect ended(PhoneCall call, CallEvent event, Instant now) {
        Leg leg = call.leg(event.ext()).orElseGet(() -> Leg.unheard(event.ext()));
        List<Leg> others = call.others(event.ext());
        boolean othersTalk = others.stream().anyMatch(other -> other.state() == State.TALKING);
        boolean othersLive = others.stream().anyMatch(Leg::live);
        boolean answered = event.saysAnswered() || leg.answeredAt() != null;
        boolean known = call.leg(event.ext()).isPresent();
        if (!answered && (othersTalk || (known && othersLive))) {
            return leftToOthers(call, leg, event, now);
        }
        if (answered && othersTalk && !event.ext().equals(call.talker())) {
            return handedOver(call, leg, event, now);
        }
        return over(call, leg, event, now, answered);
    }

    /** One of a group stopped ringing; nobody missed a call yet. */
    private static Effect leftToOthers(PhoneCall call, Leg leg, CallEvent event, Instant now) {
        boolean rang = call.leg(event.ext()).filter(Leg::live).isPresent();
        Leg gone = leg.over(Result.ELSEWHERE, event.endedAt().orElse(now), event.status());
        return new Effect(call.with(gone), rang ? List.of(new Onward.Event(event.ext(), "CANCELLED")) : List.of());
    }

    /** Who talked first has passed the call on: that part of it is over. */
    private static Effect handedOver(PhoneCall call, Leg leg, CallEvent event, Instant now) {
        Instant end = event.endedAt().orElse(now);
        PhoneCall after = recorded(call.with(told(leg, event, true, end)), event);
        return new Effect(after, List.of(story(after, event, true, end)));
    }

    private static Effect over(PhoneCall call, Leg leg, CallEvent event, Instant now, boolean answered) {
        Instant end = event.endedAt().orElse(now);
        String talker = call.talker() == null && answered ? event.ext() : call.talker();
        Result result = talker == null ? Result.MISSED : Result.SUCCESS;
        List<Onward> onward = new ArrayList<>();
        PhoneCall after = dismissRinging(call.with(told(leg, event, answered, end)), event.ext(), end, onward);
        for (Leg other : after.legs()) {
            if (other.live()) {
                after = after.with(other.over(Result.SUCCESS, end, ""));
            } else if (talker == null && other.result() == Result.ELSEWHERE) {
                // Nobody took it after all.
                after = after.with(other.concluded(Result.MISSED));
            }
        }
        var span = new PhoneCall.Span(
                event.startedAt().orElse(call.span().beganAt()),
                answered
                        ? event.answeredAt().orElse(call.span().answeredAt())
                        : call.span().answeredAt(),
                end);
        after = after.closed(span, event.status(), result, talker, now);
        onward.add(story(after, event, answered, end));
        return new Effect(recorded(after, event), onward);
    }

    /**
     * Of a call whose end nobody told: what is still open counts as it stood, and ends where it was heard of last, since
     * the hours until now would be a talk of half a day. 1C is told, or it would have a call that never became a story.
     */
    static Effect abandoned(PhoneCall call, Instant now) {
        Optional<Leg> last = call.legs().stream()
                .filter(leg -> leg.ext().equals(call.talker()))
                .findFirst()
                .or(() -> call.legs().stream().filter(Leg::live).findFirst())
                .or(() -> call.legs().stream().findFirst());
        return last.map(leg -> lost(call, leg, heardLast(call), now))
                .orElseGet(() -> Effect.none(call.closed(
                        call.span(),
                        call.status(),
                        call.talker() == null ? Result.MISSED : Result.SUCCESS,
                        call.talker(),
                        now)));
    }

    private static Instant heardLast(PhoneCall call) {
        return Stream.concat(
                        Stream.of(call.span().lastAt()),
                        call.legs().stream()
                                .flatMap(leg -> Stream.of(
                                                Optional.ofNullable(leg.rangAt()),
                                                Optional.ofNullable(leg.answeredAt()),
                                                Optional.ofNullable(leg.endedAt()))
                                        .flatMap(Optional::stream)))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    /**
     * Of a group of which one stopped ringing long ago and nobody answered: the others' ends were lost, and the client
     * has gone.
     */
    static Effect rungOut(PhoneCall call, Instant now) {
        Instant end = call.legs().stream()
                .map(Leg::endedAt)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(now);
        return lost(call, call.legs().stream().filter(Leg::live).findFirst().orElseThrow(), end, now);
    }

    /** As if that leg's end had been told then. */
    private static Effect lost(PhoneCall call, Leg leg, Instant end, Instant now) {
        CallEvent untold = new CallEvent(
                CallEvent.Kind.ENDED,
                call.name(),
                call.direction(),
                leg.ext(),
                call.phone(),
                call.line(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(end),
                "",
                "");
        return over(call, leg, untold, now, leg.answeredAt() != null);
    }

    private static Leg told(Leg leg, CallEvent event, boolean answered, Instant end) {
        Leg talked = answered && leg.answeredAt() == null && event.answeredAt().isPresent()
                ? leg.answered(event.answeredAt().get())
                : leg;
        return talked.over(answered ? Result.SUCCESS : Result.MISSED, end, event.status());
    }

    private static PhoneCall recorded(PhoneCall call, CallEvent event) {
        return event.link().isEmpty() ? call : call.recorded(event.link());
    }

    /** A talker's own story, or a record, that came after the end; what others of the group add is no news. */
    private static Effect afterTheEnd(PhoneCall call, CallEvent event) {
        Leg leg = call.leg(event.ext()).orElseGet(() -> Leg.unheard(event.ext()));
        boolean answered = event.saysAnswered() || leg.answeredAt() != null;
        Instant end = event.endedAt().orElse(call.span().lastAt());
        boolean untold = answered && leg.status().isEmpty();
        boolean record = !event.link().isEmpty() && !event.link().equals(call.link());
        if (!untold && !record) {
            return Effect.none(call);
        }
        PhoneCall after = recorded(untold ? call.with(told(leg, event, true, end)) : call, event);
        return new Effect(after, List.of(story(after, event, answered, end)));
    }

    private static PhoneCall dismissRinging(PhoneCall call, String except, Instant at, List<Onward> onward) {
        PhoneCall after = call;
        for (Leg other : call.others(except)) {
            if (other.state() == State.RINGING) {
                after = after.with(other.over(Result.ELSEWHERE, at, ""));
                onward.add(new Onward.Event(other.ext(), "CANCELLED"));
            }
        }
        return after;
    }

    private static Onward story(PhoneCall call, CallEvent event, boolean answered, Instant end) {
        return new Onward.History(
                event.ext(),
                event.startedAt().orElse(call.span().beganAt()),
                end,
                answered,
                event.link().isEmpty() && call.link() != null ? call.link() : event.link());
    }
}
