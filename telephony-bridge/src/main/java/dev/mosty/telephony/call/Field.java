package dev.mosty.telephony.call;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The limits of what senders may write into the fields of an event. */
public final class Field {
    private static final int CALL_NAME = 128;
    private static final int EXTENSION = 32;
    private static final int NUMBER = 64;
    private static final int STATUS = 64;
    private static final int LINK = 2_000;

    private Field() {}

    /** @throws Malformed if it is empty, too long or no plain text */
    public static String callName(String field, String value) {
        return filled(field, text(field, value, CALL_NAME));
    }

    /** @throws Malformed if it is empty, too long or no plain text */
    public static String extension(String field, String value) {
        return filled(field, text(field, value, EXTENSION));
    }

    /**
     * A client who hides his number has an empty one.
     *
     * @throws Malformed if it is too long or no plain text
     */
    public static String number(String field, String value) {
        return text(field, value, NUMBER);
    }

    /** @throws Malformed if it is too long or no plain text */
    public static String status(String field, String value) {
        return text(field, value, STATUS);
    }

    /** The address of a record; empty for what no browser should open. */
    public static String link(String value) {
        String stripped = value.strip();
        try {
            URI address = new URI(stripped);
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            boolean http = scheme.equals("http") || scheme.equals("https");
            return http && address.getHost() != null && stripped.length() <= LINK ? stripped : "";
        } catch (URISyntaxException e) {
            return "";
        }
    }

    private static String filled(String field, String value) {
        if (value.isEmpty()) {
            throw new Malformed(field + " is missing");
        }
        return value;
    }

    private static String text(String field, String value, int most) {
        String stripped = value.strip();
        if (stripped.length() > most) {
            throw new Malformed(field + " is longer than " + most + " characters");
        }
        boolean plain = stripped.codePoints()
                .noneMatch(point -> Character.isISOControl(point)
                        || Character.getType(point) == Character.SURROGATE
                        || point == 0xFFFD);
        if (!plain) {
            throw new Malformed(field + " is not plain text in UTF-8");
        }
        return stripped;
    }
}
