package dev.mosty.contacts;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import dev.mosty.settings.Misconfigured;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads numbers as people write them. The digits stay as they were given, since {@code 8…} and {@code +7…} agree in
 * their last ten anyway; only what is shown is brought into one form, by libphonenumber
 * ({@code facts/telephony-and-1c.md §4}).
 */
public final class NumberingPlan {
    private static final int LONGEST_WRITTEN = 64;
    private static final int MOST_DIGITS = 20;

    /** What follows a number in one field is an extension if it is this short, and another number otherwise. */
    private static final int LONGEST_EXTENSION = 6;

    /** From the first digit to the first sign that no number has inside: a letter, a comma, a hash. */
    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}[\\p{Nd}\\p{Zs}().\\-\\u2010-\\u2015/]*");

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final String region;

    /** @param region of numbers without a country's code, such as {@code RU} */
    public NumberingPlan(String region) {
        if (!numbers.getSupportedRegions().contains(region)) {
            throw new Misconfigured("PHONE_REGION", "\"" + region + "\" is no country, as RU is");
        }
        this.region = region;
    }

    /** Empty if it is no number, or more than one. */
    public Optional<Phone> read(String written) {
        String line = NameWords.line(written);
        Matcher number = NUMBER.matcher(line);
        if (line.length() > LONGEST_WRITTEN || !number.find()) {
            return Optional.empty();
        }
        String digits = digits(number.group());
        String rest = digits(line.substring(number.end()));
        return digits.length() > MOST_DIGITS || rest.length() > LONGEST_EXTENSION
                ? Optional.empty()
                : Optional.of(new Phone(digits, line, e164(line, number)));
    }

    /** The digits of a number that a PBX or a person gave, in ASCII; empty if there are none, as for "anonymous". */
    public static String digits(String number) {
        return PhoneNumberUtil.normalizeDigitsOnly(number);
    }

    private String e164(String line, Matcher number) {
        boolean plus = number.start() > 0 && line.charAt(number.start() - 1) == '+';
        try {
            var parsed = numbers.parse((plus ? "+" : "") + number.group(), region);
            return numbers.isValidNumber(parsed) ? numbers.format(parsed, PhoneNumberFormat.E164) : "";
        } catch (NumberParseException e) {
            return "";
        }
    }
}
