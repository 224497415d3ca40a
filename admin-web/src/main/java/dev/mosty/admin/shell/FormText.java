package dev.mosty.admin.shell;

import org.jspecify.annotations.Nullable;

/** A line that somebody typed into a form, or that somebody sent as if. */
public final class FormText {
    private FormText() {}

    /** Without the blanks around it and without control characters, which PostgreSQL partly refuses; never longer. */
    public static String line(@Nullable String typed, int longest) {
        if (typed == null) {
            return "";
        }
        String plain = typed.replaceAll("\\p{Cntrl}", " ").strip();
        return plain.length() <= longest ? plain : plain.substring(0, longest);
    }
}
