package dev.mosty.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a person may do; each may all that the next may. */
public enum Role {
    /** Sees and changes everything. */
    ADMIN,
    /** Sees everything, secrets apart, and changes only the own password. */
    VIEWER,
    /** Sees the workplace of the own telephone extensions. */
    EMPLOYEE;

    public boolean includes(Role other) {
        return compareTo(other) <= 0;
    }

    /** As the table and the forms spell it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty if there is no such role. */
    public static Optional<Role> of(String key) {
        return Stream.of(values()).filter(role -> role.key().equals(key)).findFirst();
    }
}
