package dev.mosty.admin.alerts;

import dev.mosty.admin.shell.FormText;
import org.jspecify.annotations.Nullable;

/** A value that the page's form has and that is no secret; the setting is {@code alerts.} and its key. */
enum AlertSetting {
    LANGUAGE("language", "ru", "ru|en"),
    HOST("smtp-host", "", "[A-Za-z0-9.:_-]{0,253}"),
    PORT("smtp-port", "587", "[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]"),
    TLS("smtp-tls", "starttls", "starttls|tls|none"),
    USER("smtp-user", "", ".{0,200}"),
    FROM("mail-from", "", "(" + Shape.ADDRESS + ")?"),
    TO("mail-to", "", "(" + Shape.ADDRESS + "(\\s*,\\s*" + Shape.ADDRESS + "){0,19})?"),
    CHAT("telegram-chat", "", "(-?[0-9]{1,20}|@[A-Za-z0-9_]{1,64})?"),
    QUEUE("queue-minutes", "30", Shape.COUNT),
    DEAD("dead-letters", "1", Shape.COUNT),
    PAUSED("paused-minutes", "15", Shape.COUNT);

    private static final int LONGEST = 1_000;

    private final String key;
    private final String otherwise;
    private final String shape;

    AlertSetting(String key, String otherwise, String shape) {
        this.key = key;
        this.otherwise = otherwise;
        this.shape = shape;
    }

    /** Of the form's field. */
    String key() {
        return key;
    }

    String setting() {
        return "alerts." + key;
    }

    String otherwise() {
        return otherwise;
    }

    boolean accepts(String value) {
        return value.matches(shape);
    }

    String typed(@Nullable String text) {
        return FormText.line(text, LONGEST);
    }

    private static final class Shape {
        /** No more than keeps an address from breaking out of its header; whether it exists, the mail server knows. */
        static final String ADDRESS = "[^\\s@,;<>\"]{1,64}@[^\\s@,;<>\"]{1,190}";

        static final String COUNT = "[1-9][0-9]{0,4}";
    }
}
