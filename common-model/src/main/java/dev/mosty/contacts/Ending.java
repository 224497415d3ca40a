package dev.mosty.contacts;

import java.util.Optional;

/**
 * The seed's rule of comparing numbers, as a range of reversed digits. A number longer than N digits is looked for by
 * its last N, any other as it is. Pure.
 *
 * @param from the first reversed number that fits
 * @param to the first one after it that does not
 */
record Ending(String from, String to) {
    /** In ASCII one stands before all digits, the other after them. */
    private static final String BEFORE_DIGITS = "!";

    private static final String AFTER_DIGITS = ":";

    /** Empty if the number has no digit, as of a caller who hides theirs. */
    static Optional<Ending> of(String phone, int lastDigits) {
        String digits = NumberingPlan.digits(phone);
        if (digits.isEmpty()) {
            return Optional.empty();
        }
        String reversed = new StringBuilder(digits).reverse().toString();
        if (digits.length() <= lastDigits) {
            return Optional.of(new Ending(reversed, reversed + BEFORE_DIGITS));
        }
        String last = reversed.substring(0, lastDigits);
        return Optional.of(new Ending(last, last + AFTER_DIGITS));
    }
}
