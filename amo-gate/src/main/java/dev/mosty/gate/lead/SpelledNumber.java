package dev.mosty.gate.lead;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers as people and 1C spell them: {@code 147966.3}, {@code 1 234,50}, {@code 1,234.50}, {@code 1.234,50}. A
 * single comma or point is the decimal one; groups have three digits.
 */
final class SpelledNumber {

    private static final int MAX_LENGTH = 60;

    private static final Pattern PLAIN = Pattern.compile("([-+]?)(\\d++|\\d{1,3}(?: \\d{3})++)(?:[.,](\\d++))?");
    private static final Pattern COMMA_GROUPS = Pattern.compile("([-+]?)(\\d{1,3}(?:,\\d{3})++)\\.(\\d++)");
    private static final Pattern POINT_GROUPS = Pattern.compile("([-+]?)(\\d{1,3}(?:\\.\\d{3})++),(\\d++)");

    private SpelledNumber() {}

    static Optional<BigDecimal> parse(String word) {
        if (word.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String spelled = word.replace('\u2212', '-')
                .replace('\u00A0', ' ')
                .replace('\u202F', ' ')
                .replace('\u2009', ' ');
        for (Pattern pattern : new Pattern[] {PLAIN, COMMA_GROUPS, POINT_GROUPS}) {
            Matcher parts = pattern.matcher(spelled);
            if (parts.matches()) {
                return Optional.of(number(parts));
            }
        }
        return Optional.empty();
    }

    private static BigDecimal number(Matcher parts) {
        String whole = parts.group(2).replace(" ", "").replace(",", "").replace(".", "");
        String fraction = parts.group(3);
        return new BigDecimal(parts.group(1) + whole + (fraction == null ? "" : "." + fraction));
    }
}
