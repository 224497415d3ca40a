package dev.mosty.gate.lead;

import java.math.BigDecimal;

/**
 * What one field of a lead is to hold. Equal values are equal however they were spelled: 59000 is 59000.00.
 */
public sealed interface LeadValue {

    /** The one {@link Cleared}. */
    LeadValue CLEARED = new Cleared();

    /**
     * A number: roubles, or a document's number.
     *
     * @param amount kept without trailing zeros, at most 30 digits before the point
     */
    record Amount(BigDecimal amount) implements LeadValue {
        /** Brings the number to its one canonical form. */
        public Amount {
            if ((long) amount.precision() - amount.scale() > 30) {
                throw new IllegalArgumentException("No field of a lead takes a number that large");
            }
            amount = amount.stripTrailingZeros();
            amount = amount.scale() < 0 ? amount.setScale(0) : amount;
        }
    }

    /**
     * Text, or a moment as RFC 3339; line breaks are {@code \n}.
     *
     * @param text not blank; what {@code jsonb} cannot hold (NUL, unpaired surrogates) is replaced by U+FFFD
     */
    record Text(String text) implements LeadValue {
        /** Replaces what no database or remote would take. */
        public Text {
            if (text.isBlank()) {
                throw new IllegalArgumentException("A blank text is Cleared");
            }
            text = storable(text);
        }

        private static String storable(String text) {
            StringBuilder kept = new StringBuilder(text.length());
            text.codePoints()
                    .forEach(c -> kept.appendCodePoint(
                            c == 0 || (Character.MIN_SURROGATE <= c && c <= Character.MAX_SURROGATE) ? 0xFFFD : c));
            return kept.toString();
        }
    }

    /** The field is to hold nothing. */
    record Cleared() implements LeadValue {}

    /** The text, or {@link #CLEARED} where there is none. */
    static LeadValue ofText(String text) {
        return text.isBlank() ? CLEARED : new Text(text);
    }
}
