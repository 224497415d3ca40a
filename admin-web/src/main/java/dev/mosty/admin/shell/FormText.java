package dev.mosty.admin.shell;

import org.jspecify.annotations.Nullable;

/** A line that somebody typed into a form, or that somebody sent as if. */
public final class FormText {
    private FormText() {}

    /**
     * Without the blanks around it, and without control characters and halves of characters, which PostgreSQL refuses;
     * never longer.
     */
    public static String line(@Nullable String typed, int longest) {
        if (typed == null) {
            return "";
        }
        String plain = typed.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ").strip();
        if (plain.length() <= longest) {
            return plain;
        }
        return plain.substring(0, Character.isHighSurrogate(plain.charAt(longest - 1)) ? longest - 1 : longest);
    }
}
