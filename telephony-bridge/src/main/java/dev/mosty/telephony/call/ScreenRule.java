package dev.mosty.telephony.call;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.settings.TelephonySettings;
import dev.mosty.settings.TelephonySettings.Document;
import dev.mosty.settings.TelephonySettings.Shown;
import dev.mosty.settings.TelephonySettings.Window;
import dev.mosty.telephony.call.Leg.Result;
import dev.mosty.telephony.call.ScreenRow.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the screens are told of a step of a call, as the settings 1.2 to 1.4 of «Простые звонки» say: a window opens when
 * its extension reaches the moment that was chosen, be it that an earlier event was lost, and closes when the extension
 * has nothing more to do with the call.
 *
 * @param contact the card of the client, if the number leads to one
 * @param news whether it happens now; what was found out hours later draws nobody's eye
 */
record ScreenRule(TelephonySettings settings, Optional<Long> contact, boolean news) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param before the legs as they were */
    List<ScreenRow> of(List<Leg> before, PhoneCall after) {
        List<ScreenRow> rows = new ArrayList<>();
        for (Leg leg : after.legs()) {
            Optional<Leg> was =
                    before.stream().filter(old -> old.ext().equals(leg.ext())).findFirst();
            if (!was.equals(Optional.of(leg))) {
                rows.addAll(of(was, leg, after));
            }
        }
        return rows;
    }

    /** Whether the call has become a document now: when it ended, and people want one. */
    boolean documents(boolean overBefore, PhoneCall after) {
        Document moment = switch (after.direction()) {
            case IN -> settings.documentIn();
            case OUT -> settings.documentOut();
        };
        return moment == Document.END && !overBefore && after.over();
    }

    private List<ScreenRow> of(Optional<Leg> was, Leg leg, PhoneCall call) {
        List<ScreenRow> rows = new ArrayList<>();
        String json = json(call, leg);
        if (!leg.live() && was.filter(Leg::live).isPresent()) {
            rows.add(new ScreenRow(leg.ext(), Kind.CLOSE, json));
        }
        rows.add(new ScreenRow(leg.ext(), Kind.CALL, json));
        if (news && opens(window(call.direction()), was, leg)) {
            rows.add(new ScreenRow(leg.ext(), Kind.OPEN, json));
            if (settings.notices()) {
                rows.add(new ScreenRow(leg.ext(), Kind.NOTICE, json));
            }
        }
        return rows;
    }

    private Window window(Direction direction) {
        return switch (direction) {
            case IN -> settings.windowIn();
            case OUT -> settings.windowOut();
        };
    }

    private static boolean opens(Window moment, Optional<Leg> was, Leg leg) {
        return switch (moment) {
            case NEVER -> false;
            case START -> was.isEmpty() && leg.live();
            case ANSWER -> leg.state() == State.TALKING && was.map(Leg::state).orElse(State.RINGING) == State.RINGING;
            case END -> took(leg) && was.filter(ScreenRule::took).isEmpty();
        };
    }

    /** Whether it is over, and the call was this extension's. */
    private static boolean took(Leg leg) {
        return leg.state() == State.OVER && leg.result() != Result.ELSEWHERE;
    }

    private String json(PhoneCall call, Leg leg) {
        ObjectNode body = JSON.createObjectNode()
                .put("callid", call.callid())
                .put("direction", call.direction().word())
                .put("ext", leg.ext())
                .put("phone", call.phone())
                .put("line", call.line())
                .put("state", leg.state().word())
                .put("beganAt", call.span().beganAt().toString());
        put(body, "answeredAt", leg.answeredAt());
        put(body, "endedAt", leg.endedAt());
        if (leg.result() != null) {
            body.put("result", leg.result().word());
        }
        if (call.link() != null) {
            body.put("link", call.link());
        }
        contact.ifPresent(id -> body.put("contact", id));
        if (documents(false, call) && took(leg)) {
            body.put("document", news && shown(call.direction()) ? "shown" : "made");
        }
        return body.toString();
    }

    private boolean shown(Direction direction) {
        Shown shown = settings.documentShow();
        return shown == Shown.BOTH || shown == (direction == Direction.IN ? Shown.IN : Shown.OUT);
    }

    private static void put(ObjectNode body, String name, @Nullable Instant at) {
        if (at != null) {
            body.put(name, at.toString());
        }
    }
}
