package dev.mosty.journal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes out of a text what the log must not hold: secrets, phones, names, e-mails, dates of birth. By the names of
 * fields in JSON, forms and queries, and by shape in free text. A phone keeps its last two digits, a name its initials.
 * Pure, linear in the length of the text, and never throws, whatever the text is.
 */
public final class Masking {
    static final String HIDDEN = "***";

    /** What is longer is not looked into. */
    static final int MAX_READ = 1 << 20;

    private static final Pattern JWT = Pattern.compile("eyJ[\\w-]{8,}+\\.[\\w-]{8,}+(?:\\.[\\w-]*+)?");
    private static final Pattern CREDENTIALS = Pattern.compile("(?i)\\b(bearer|basic)\\s{1,5}[\\w.~+/=:-]{4,}+");
    private static final Pattern EMAIL =
            Pattern.compile("(?<![\\w.+-])[\\p{L}\\w.+-]{1,64}+@[\\p{L}\\w-]{1,63}+(?:\\.[\\p{L}\\w-]{1,63}+){1,5}+");

    /** Ten to fifteen digits with what people put between them. */
    private static final Pattern PHONE = Pattern.compile("(?<![\\w.])\\+?\\d(?:[ ()\\u00a0.-]{0,3}\\d){9,14}+(?!\\w)");

    private static final Pattern DATE = Pattern.compile("\\d{4}[-.]\\d{2}[-.]\\d{2}.*|\\d{2}[-.]\\d{2}[-.]\\d{4}.*");
    private static final Pattern FORM = Pattern.compile("[^\\s=&]{1,200}+=[^\\s]*+");
    private static final Pattern LAST_BRACKET =
            Pattern.compile(".*\\[([^\\[\\]]*[^\\[\\]\\d][^\\[\\]]*)](?:\\[\\d*])*");
    private static final Pattern LOGIN = Pattern.compile("//[^/@\\s]{1,200}+@");

    private Masking() {}

    /**
     * A body of unknown kind: JSON if it begins like JSON, a form if it looks like one, text otherwise.
     *
     * @param maxLength of what is shown; of a longer one the size is said behind an ellipsis
     */
    public static String body(String body, int maxLength) {
        String masked = whole(body, maxLength);
        return masked.length() <= maxLength
                ? masked
                : masked.substring(0, maxLength - 1) + "… (" + body.length() + " characters in all)";
    }

    private static String whole(String body, int maxLength) {
        String start = body.substring(0, Math.min(body.length(), 1_000)).stripLeading();
        if (start.startsWith("{") || start.startsWith("[") || start.startsWith("\"")) {
            return MaskedJson.of(body, maxLength);
        }
        if (body.length() > MAX_READ) {
            return HIDDEN + " (" + body.length() + " characters)";
        }
        return FORM.matcher(body.strip()).matches() ? query(body.strip()) : text(body);
    }

    /** An address: its query masked by name, its path as text, a login before the host taken out. */
    public static String url(String url) {
        String head = url.length() > 8_000 ? url.substring(0, 8_000) : url;
        int question = head.indexOf('?');
        String path = question < 0 ? head : head.substring(0, question);
        String shown = LOGIN.matcher(text(path)).replaceAll("//" + HIDDEN + "@");
        return question < 0 ? shown : shown + "?" + query(head.substring(question + 1));
    }

    /** {@code a=b&c=d}; of {@code leads[0][name]} the last word counts. */
    public static String query(String query) {
        if (query.length() > MAX_READ) {
            return HIDDEN;
        }
        return Arrays.stream(query.split("&", -1)).map(Masking::pair).collect(Collectors.joining("&"));
    }

    /** An {@code Authorization} header: its scheme alone. */
    public static String authorization(String header) {
        int space = header.strip().indexOf(' ');
        return space <= 0 || space > 20 ? HIDDEN : header.strip().substring(0, space) + " " + HIDDEN;
    }

    /** Free text: runs that look like a phone, an e-mail, a JWT or credentials. */
    public static String text(String text) {
        if (text.length() > MAX_READ) {
            return HIDDEN + " (" + text.length() + " characters)";
        }
        // Most texts hold none of them, and a glance is cheaper than four searches.
        String masked = text;
        if (masked.contains("eyJ")) {
            masked = JWT.matcher(masked).replaceAll(HIDDEN);
        }
        if (masked.indexOf('b') >= 0 || masked.indexOf('B') >= 0) {
            masked = CREDENTIALS.matcher(masked).replaceAll("$1 " + Matcher.quoteReplacement(HIDDEN));
        }
        if (masked.indexOf('@') >= 0) {
            masked = EMAIL.matcher(masked).replaceAll(HIDDEN);
        }
        return mayHoldPhone(masked)
                ? PHONE.matcher(masked)
                        .replaceAll(found -> Matcher.quoteReplacement(
                                isPhone(found.group()) ? Sensitive.PHONE.mask(found.group()) : found.group()))
                : masked;
    }

    /** Ten digits with nothing between them but what {@link #PHONE} allows there. */
    private static boolean mayHoldPhone(String text) {
        int digits = 0;
        for (int i = 0; i < text.length() && digits < 10; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (" ()\u00a0.-".indexOf(c) < 0) {
                digits = 0;
            }
        }
        return digits >= 10;
    }

    /** Tells a phone from a date, a moment (ten digits since 1970 begin with 1 or 2) and other numbers. */
    private static boolean isPhone(String run) {
        if (run.startsWith("+")) {
            return true;
        }
        String digits = run.replaceAll("\\D", "");
        return !DATE.matcher(run).matches()
                && ((digits.length() == 11 && (digits.startsWith("7") || digits.startsWith("8")))
                        || (digits.length() == 10 && "3489".indexOf(digits.charAt(0)) >= 0)
                        || (digits.length() >= 11 && !run.equals(digits)));
    }

    private static String pair(String pair) {
        int equals = pair.indexOf('=');
        if (equals < 0) {
            return text(pair);
        }
        String name = decoded(pair.substring(0, equals));
        String value = decoded(pair.substring(equals + 1));
        String masked =
                Sensitive.of(lastWord(name)).map(kind -> kind.mask(value)).orElseGet(() -> text(value));
        return masked.equals(value) ? pair : pair.substring(0, equals + 1) + masked;
    }

    private static String lastWord(String name) {
        Matcher bracket = name.length() <= 200 ? LAST_BRACKET.matcher(name) : LAST_BRACKET.matcher("");
        return bracket.matches() ? bracket.group(1) : name;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
