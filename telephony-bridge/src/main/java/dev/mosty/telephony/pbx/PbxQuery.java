package dev.mosty.telephony.pbx;

import dev.mosty.telephony.call.CallEvent;
import dev.mosty.telephony.call.CallEvent.Kind;
import dev.mosty.telephony.call.CallName;
import dev.mosty.telephony.call.Direction;
import dev.mosty.telephony.call.Field;
import dev.mosty.telephony.call.Malformed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/** Reads the query of {@code GET /{PBX_PATH}/?event=…} as seed 002 describes it. */
final class PbxQuery {
    /** The end of the year 9999 in Unix seconds; what is larger is meant as milliseconds. */
    private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(253_402_300_799L);

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

    private PbxQuery() {}

    /** @throws Malformed naming the parameter */
    static Reading read(String query) {
        Parameters parameters = Parameters.of(query);
        if (parameters.text("smart_transfer_is_required").strip().matches("1|true")) {
            if (!parameters.has("src_num")) {
                throw new Malformed("src_num is missing");
            }
            return new Reading.Transfer(Field.number("src_num", parameters.text("src_num")));
        }
        return new Reading.Told(event(parameters));
    }

    private static CallEvent event(Parameters parameters) {
        Kind kind = switch (parameters.text("event").strip()) {
            case "1" -> Kind.STARTED;
            case "2" -> Kind.ENDED;
            case "3" -> Kind.ANSWERED;
            default -> throw new Malformed("event must be 1, 2 or 3");
        };
        return switch (parameters.text("src_type").strip()) {
            case "1" -> event(parameters, kind, Direction.IN, "dst_num", "src_num");
            case "2" -> event(parameters, kind, Direction.OUT, "src_num", "dst_num");
            default -> throw new Malformed("src_type must be 1 or 2");
        };
    }

    private static CallEvent event(
            Parameters parameters, Kind kind, Direction direction, String extension, String client) {
        if (!parameters.has(client)) {
            throw new Malformed(client + " is missing");
        }
        return new CallEvent(
                kind,
                new CallName.OfPbx(Field.callName("call_id", parameters.text("call_id"))),
                direction,
                Field.extension(extension, parameters.text(extension)),
                Field.number(client, parameters.text(client)),
                Field.number("line", parameters.text("line")),
                time(parameters, "call_start_timestamp"),
                time(parameters, "call_answer_timestamp"),
                time(parameters, "timestamp"),
                Field.status("status", parameters.text("status")),
                Field.link(parameters.text("call_record_link")));
    }

    private static Optional<Instant> time(Parameters parameters, String name) {
        String text = parameters.text(name).strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("[0-9]{1,15}(\\.[0-9]{1,9})?")) {
            throw new Malformed(name + " must be a Unix timestamp");
        }
        BigDecimal number = new BigDecimal(text);
        BigDecimal seconds = number.compareTo(LAST_SECOND) > 0 ? number.divide(THOUSAND) : number;
        if (seconds.compareTo(LAST_SECOND) > 0) {
            throw new Malformed(name + " must be a Unix timestamp");
        }
        if (seconds.signum() == 0) {
            // Asterisk's word for never.
            return Optional.empty();
        }
        return Optional.of(Instant.ofEpochMilli(
                seconds.multiply(THOUSAND).setScale(0, RoundingMode.DOWN).longValueExact()));
    }
}
