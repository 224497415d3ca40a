package dev.mosty.admin.search;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was typed into the box, and what it may be. A number may be a lead, a call and a phone at once; each is tried.
 *
 * @param text as a key of a queue or the id of a request
 * @param lead the lead's number; out of the address of its card, too
 * @param phone whether it reads as a phone number
 */
record Wanted(String text, OptionalLong lead, boolean phone) {
    private static final Pattern CARD = Pattern.compile(".*/leads/detail/([0-9]{1,18})(?:[/?#].*)?");
    private static final Pattern NUMBER = Pattern.compile("(?:ID_|#|№ ?)?([0-9]{1,18})");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ().-]{8,22}");
    private static final int LEAST_DIGITS = 10;
    private static final int MOST_DIGITS = 15;

    static Wanted of(String typed) {
        Matcher card = CARD.matcher(typed);
        Matcher number = NUMBER.matcher(typed);
        OptionalLong lead = card.matches()
                ? OptionalLong.of(Long.parseLong(card.group(1)))
                : number.matches() ? OptionalLong.of(Long.parseLong(number.group(1))) : OptionalLong.empty();
        return new Wanted(lead.isPresent() ? Long.toString(lead.getAsLong()) : typed, lead, isPhone(typed));
    }

    private static boolean isPhone(String typed) {
        long digits = typed.chars().filter(Character::isDigit).count();
        return PHONE.matcher(typed).matches() && digits >= LEAST_DIGITS && digits <= MOST_DIGITS;
    }
}
