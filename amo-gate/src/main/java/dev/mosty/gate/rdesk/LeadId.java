package dev.mosty.gate.rdesk;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;

/** What stands at {@code lead_id}: RDESK sends a string for bookings and a number for the medical centre. */
sealed interface LeadId {

    LeadId NONE = new None();

    /** A positive whole number. */
    record Of(long id) implements LeadId {}

    /** Null, blank or zero: no lead is meant. */
    record None() implements LeadId {}

    /** Anything else. */
    record Wrong(String reason) implements LeadId {}

    /** Reads the value the parser stands on, without moving it. */
    static LeadId at(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return NONE;
        }
        if (token == JsonToken.VALUE_STRING) {
            return ofText(parser.getText());
        }
        if (token.isNumeric()) {
            return parser.getTextLength() > 40 ? wrong("a number that long") : ofNumber(parser.getText());
        }
        return wrong(token.isBoolean() ? "a boolean" : "a structure");
    }

    private static LeadId ofText(String text) {
        String id = areDigits(text) ? text : OneLine.of(text);
        if (id.isEmpty()) {
            return NONE;
        }
        return id.length() <= 40 && areDigits(id) ? ofNumber(id) : wrong(OneLine.quoted(text));
    }

    /** ASCII digits only: those of other scripts would be a riddle, not an id. */
    private static boolean areDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static LeadId ofNumber(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            if (number.signum() == 0) {
                return NONE;
            }
            return number.signum() > 0 ? new Of(number.longValueExact()) : wrong(text);
        } catch (ArithmeticException | NumberFormatException e) {
            // A fraction, larger than any id, or an exponent beyond decimals: all the same to the reader.
            return wrong(text);
        }
    }

    private static LeadId wrong(String what) {
        return new Wrong("lead_id is " + what + ", not a positive whole number.");
    }
}
