package dev.mosty.access;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes a token out of a request. What cannot be a token is as good as none, and is never looked up. */
public final class PresentedToken {
    private static final int MAX_LENGTH = 512;

    /** Printable ASCII without the space: wider than RFC 6750's alphabet, since people choose tokens themselves. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1," + MAX_LENGTH + "}");

    private PresentedToken() {}

    /** From an {@code Authorization: Bearer …} header; the scheme in any case. */
    public static Optional<String> bearer(@Nullable String header) {
        if (header == null || header.length() > MAX_LENGTH + 16) {
            return Optional.empty();
        }
        String text = header.strip();
        if (!text.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
            return Optional.empty();
        }
        return plain(text.substring("bearer ".length()).strip());
    }

    /** From a query parameter or a field of the body, decoded already. */
    public static Optional<String> plain(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> TOKEN.matcher(text).matches());
    }
}
