package dev.mosty.gate.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.gate.amocrm.WrittenLead;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * Tells our own write, coming back as a webhook, from a person's edit.
 *
 * <p>amoCRM gives the time of our write in the answer and the time of the change in the webhook. An event of the very
 * second of our newest write that holds just our values is its echo; so is one of the second of an older write, whose
 * values may be overwritten by now. Anything else is somebody's edit.
 */
final class Echo {
    private Echo() {}

    static boolean of(long lastModified, Map<String, String> values, WrittenLead written) {
        if (lastModified == 0 || written.writes().isEmpty() || !written.writes().contains(lastModified)) {
            return false;
        }
        var ofNewest = written.writes().getFirst() == lastModified;
        return !ofNewest
                || written.values().entrySet().stream().allMatch(ours -> {
                    var theirs = values.get(ours.getKey().toString());
                    return theirs == null ? ours.getValue().isNull() : same(ours.getValue(), theirs);
                });
    }

    /** amoCRM sends every value as text, and moments as Unix seconds. */
    private static boolean same(JsonNode ours, String theirs) {
        if (ours.isNull()) {
            return theirs.isEmpty();
        }
        if (ours.isNumber()) {
            return number(theirs, ours.decimalValue());
        }
        return ours.asText().strip().equals(theirs.strip().replace("\r\n", "\n")) || moment(ours.asText(), theirs);
    }

    private static boolean number(String theirs, BigDecimal ours) {
        try {
            return new BigDecimal(theirs.strip()).compareTo(ours) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean moment(String ours, String theirs) {
        try {
            var seconds = OffsetDateTime.parse(ours).toEpochSecond();
            return theirs.equals(Long.toString(seconds))
                    || OffsetDateTime.parse(theirs).toEpochSecond() == seconds;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
