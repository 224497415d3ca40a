package dev.mosty.admin.alerts;

import org.jspecify.annotations.Nullable;

/** Why something was not sent, as the page shows it. */
final class Fault {
    private static final int SHOWN = 300;

    private Fault() {}

    static String of(@Nullable Throwable failure) {
        if (failure == null) {
            return "failed";
        }
        String message = failure.getMessage();
        return of(message == null ? failure.getClass().getSimpleName() : message);
    }

    static String of(String text) {
        String plain = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "…";
    }
}
