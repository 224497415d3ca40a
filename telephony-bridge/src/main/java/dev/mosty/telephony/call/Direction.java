package dev.mosty.telephony.call;

import java.util.Locale;

/** Who called whom: {@code IN} is a client's call. */
public enum Direction {
    IN,
    OUT;

    /** {@code in} or {@code out}, as bodies and tables have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
