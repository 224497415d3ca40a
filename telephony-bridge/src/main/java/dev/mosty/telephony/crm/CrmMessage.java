package dev.mosty.telephony.crm;

import dev.mosty.telephony.call.CallEvent;
import dev.mosty.telephony.call.CallEvent.Kind;
import dev.mosty.telephony.call.CallName;
import dev.mosty.telephony.call.Direction;
import dev.mosty.telephony.call.Field;
import dev.mosty.telephony.call.Malformed;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * A message of «Простые звонки» to a CRM, as seed 002 has it and its family sends it ({@code
 * facts/telephony-and-1c.md} §1): words in any case, {@code callid} or {@code call_id}, {@code ext} or {@code user},
 * an end or a duration. Fields that it does not know are left alone.
 */
sealed interface CrmMessage {

    record Told(CallEvent event) implements CrmMessage {}

    record Contact(String phone) implements CrmMessage {
        /** Without the client. */
        @Override
        public String toString() {
            return "Contact[]";
        }
    }

    /** Something of the family that changes nothing here. */
    record Ignored() implements CrmMessage {}

    /**
     * @param zone whose hours times without a Z are
     * @throws Malformed naming the field
     */
    static CrmMessage read(Fields fields, ZoneId zone) {
        return switch (fields.word("cmd")) {
            case "event" -> event(fields);
            case "history" -> new Told(history(fields, zone));
            case "contact" -> {
                if (!fields.has("phone")) {
                    throw new Malformed("phone is missing");
                }
                yield new Contact(Field.number("phone", fields.text("phone")));
            }
            default -> throw new Malformed("cmd must be event, history or contact");
        };
    }

    private static CrmMessage event(Fields fields) {
        String type = fields.word("type");
        return switch (type) {
            case "incoming" -> new Told(event(fields, Kind.STARTED, Direction.IN));
            case "outgoing" -> new Told(event(fields, Kind.STARTED, Direction.OUT));
            case "accepted" -> new Told(event(fields, Kind.ANSWERED, direction(fields, "direction")));
            case "completed" -> new Told(event(fields, Kind.COMPLETED, direction(fields, "direction")));
            case "cancelled", "canceled" -> new Told(event(fields, Kind.CANCELLED, direction(fields, "direction")));
            case "transferred" -> new Ignored();
            default ->
                throw new Malformed("type must be INCOMING, OUTGOING, ACCEPTED, COMPLETED, CANCELLED or TRANSFERRED");
        };
    }

    private static CallEvent event(Fields fields, Kind kind, Direction direction) {
        return CallEvent.of(kind, name(fields), direction, extension(fields), phone(fields), line(fields));
    }

    private static CallEvent history(Fields fields, ZoneId zone) {
        if (!fields.word("type").matches("in|out")) {
            throw new Malformed("type must be in or out");
        }
        Optional<Instant> start = time(fields, "start", zone);
        Optional<Instant> end = time(fields, "end", zone).or(() -> start.map(at -> at.plus(duration(fields))));
        return new CallEvent(
                Kind.ENDED,
                name(fields),
                direction(fields, "type"),
                extension(fields),
                phone(fields),
                line(fields),
                start,
                Optional.empty(),
                end,
                Field.status("status", fields.text("status")),
                Field.link(fields.text("link")));
    }

    private static CallName name(Fields fields) {
        return new CallName.OfSender(Field.callName("callid", fields.text("callid", "call_id")));
    }

    private static String extension(Fields fields) {
        return Field.extension("ext", fields.text("ext", "user"));
    }

    private static String phone(Fields fields) {
        if (!fields.has("phone")) {
            throw new Malformed("phone is missing");
        }
        return Field.number("phone", fields.text("phone"));
    }

    private static String line(Fields fields) {
        return Field.number("diversion", fields.text("diversion", "telnum"));
    }

    /** The family leaves it out where the call is known. */
    private static Direction direction(Fields fields, String field) {
        return fields.word(field).equals("out") ? Direction.OUT : Direction.IN;
    }

    private static Duration duration(Fields fields) {
        String text = fields.text("duration");
        if (!text.matches("[0-9]{0,7}")) {
            throw new Malformed("duration must be seconds");
        }
        return Duration.ofSeconds(text.isEmpty() ? 0 : Long.parseLong(text));
    }

    private static Optional<Instant> time(Fields fields, String field, ZoneId zone) {
        String text = fields.text(field);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("[0-9]{8}[Tt][0-9]{6}[Zz]?")) {
            throw new Malformed(field + " must be a time such as 20230908T135640");
        }
        try {
            var local = LocalDateTime.parse(
                    text.substring(0, 8) + text.substring(9, 15), DateTimeFormatter.ofPattern("uuuuMMddHHmmss"));
            return Optional.of(
                    local.atZone(text.length() == 16 ? ZoneOffset.UTC : zone).toInstant());
        } catch (DateTimeException e) {
            throw new Malformed(field + " must be a time such as 20230908T135640");
        }
    }
}
