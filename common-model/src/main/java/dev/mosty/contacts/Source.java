package dev.mosty.contacts;

import java.util.Optional;
import java.util.stream.Stream;

/** Where a contact was last changed. */
public enum Source {
    /** By hand, on a page. */
    ADMIN("admin"),
    CSV("csv"),
    ONEC("1c");

    private final String key;

    Source(String key) {
        this.key = key;
    }

    /** As the table spells it. */
    public String key() {
        return key;
    }

    static Optional<Source> of(String key) {
        return Stream.of(values()).filter(source -> source.key.equals(key)).findFirst();
    }
}
