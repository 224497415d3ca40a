package dev.mosty.testbed.onec.calls;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** A body whose token was right, as strictly read as its sender should write it. */
sealed interface Message {

    /** It tells of a call. */
    record Call(Told told) implements Message {}

    /** It asks whose client has that number. */
    record Contact(String phone) implements Message {}

    /** It is not understood; {@code about} names the sentence that says why. */
    record Refused(String about) implements Message {}

    static Message read(JsonNode body) {
        return switch (body.path("cmd").asText()) {
            case "event" -> Reading.of(body, Message::event);
            case "history" -> Reading.of(body, Message::history);
            case "contact" -> Reading.of(body, reading -> new Contact(reading.text("phone")));
            default -> new Refused("cmd");
        };
    }

    private static Message event(Reading reading) {
        Step step = switch (reading.text("type")) {
            case "INCOMING" -> Step.INCOMING;
            case "OUTGOING" -> Step.OUTGOING;
            case "ACCEPTED" -> Step.ACCEPTED;
            case "CANCELLED" -> Step.CANCELLED;
            case "COMPLETED" -> Step.COMPLETED;
            default -> throw new Wrong("kind");
        };
        String direction = reading.direction("direction");
        if (step == (direction.equals("in") ? Step.OUTGOING : Step.INCOMING)) {
            throw new Wrong("kind");
        }
        return new Call(reading.told(step, direction, 0, ""));
    }

    private static Message history(Reading reading) {
        Step step = switch (reading.text("status")) {
            case "success" -> Step.SUCCESS;
            case "missed" -> Step.MISSED;
            default -> throw new Wrong("kind");
        };
        long seconds =
                Duration.between(reading.time("start"), reading.time("end")).toSeconds();
        JsonNode duration = reading.body.path("duration");
        if (!duration.isIntegralNumber() || duration.asLong() != seconds || seconds < 0) {
            throw new Wrong("duration");
        }
        String link = reading.text("link");
        if (!link.isEmpty() && !link.matches("https?://.+")) {
            throw new Wrong("link");
        }
        return new Call(reading.told(step, reading.direction("type"), seconds, link));
    }

    /** Leaves a reading; the reason names its sentence. */
    final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String about;

        Wrong(String about) {
            super(about, null, false, false);
            this.about = about;
        }
    }

    /** The fields of a body, each of the type that it must have. */
    record Reading(JsonNode body) {
        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withResolverStyle(ResolverStyle.STRICT);

        interface Kind {
            Message message(Reading reading);
        }

        static Message of(JsonNode body, Kind kind) {
            try {
                return kind.message(new Reading(body));
            } catch (Wrong wrong) {
                return new Refused(wrong.about);
            }
        }

        Told told(Step step, String direction, long seconds, String link) {
            String callid = string("callid").filter(id -> !id.isEmpty()).orElseThrow(() -> new Wrong("callid"));
            String ext = text("ext");
            if (ext.isEmpty() || !ext.equals(text("user"))) {
                throw new Wrong("field");
            }
            return new Told(callid, step, direction, ext, text("phone"), text("diversion"), seconds, link);
        }

        String direction(String field) {
            String word = text(field);
            if (!word.equals("in") && !word.equals("out")) {
                throw new Wrong("kind");
            }
            return word;
        }

        LocalDateTime time(String field) {
            try {
                return LocalDateTime.parse(text(field), TIME);
            } catch (DateTimeException e) {
                throw new Wrong("time");
            }
        }

        String text(String field) {
            return string(field).orElseThrow(() -> new Wrong("field"));
        }

        private Optional<String> string(String field) {
            return Optional.of(body.path(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
        }
    }
}
