package dev.mosty.contacts;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Whom a contact stands for. */
public enum Kind {
    PERSON,
    COMPANY;

    /** As the table, the forms and 1C spell it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty if there is no such kind. */
    public static Optional<Kind> of(String key) {
        return Stream.of(values()).filter(kind -> kind.key().equals(key)).findFirst();
    }
}
