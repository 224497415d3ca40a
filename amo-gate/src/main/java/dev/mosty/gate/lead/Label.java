package dev.mosty.gate.lead;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/** A line of the lead's text fields; the words are in {@code texts.properties}. */
enum Label {
    GUEST_NAME,
    GUEST_BIRTHDAY,
    GUEST_STAY,
    GUEST_ROOM,
    GUEST_AGE,
    GUEST_CURE,
    GUEST_UID,
    GUEST_BILL,
    BILL_NUMBER,
    BILL_SUM,
    BILL_PAID,
    ITEM_NAME,
    ITEM_PAID,
    ITEM_PAID_PRICE,
    ITEM_UNPAID,
    ITEM_UNPAID_PRICE,
    ITEM_FREE,
    ITEM_VISIT,
    ITEM_SET,
    ITEM_DONE,
    ITEM_CANCEL,
    ITEM_STATUS;

    private static final Properties WORDS = words();

    /** The line without a value. */
    String line() {
        String key = name().toLowerCase(Locale.ROOT).replace('_', '.');
        return Objects.requireNonNull(WORDS.getProperty(key), key);
    }

    /** The line with its value. */
    String line(String value) {
        return line().replace("{}", value);
    }

    private static Properties words() {
        Properties words = new Properties();
        try (Reader file = new InputStreamReader(
                Objects.requireNonNull(Label.class.getResourceAsStream("texts.properties"), "texts.properties"),
                StandardCharsets.UTF_8)) {
            words.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("texts.properties cannot be read", e);
        }
        return words;
    }
}
