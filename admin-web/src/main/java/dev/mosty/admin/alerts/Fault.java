package dev.mosty.admin.alerts;

import dev.mosty.admin.shell.Told;
import dev.mosty.admin.shell.Words;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why something was not sent: stored as one line, {@code code: what the far side said} where it is foreseen and else only
 * what was said, and so also what is kept from before there were codes.
 */
final class Fault {
    private static final int SHOWN = 300;

    private Fault() {}

    /** @param sentence in the reader's language; empty if nobody foresaw it */
    record Shown(Optional<String> sentence, String said) {}

    static Shown shown(String fault, Locale locale) {
        int cut = fault.indexOf(':');
        return MailFault.coded(cut < 0 ? fault : fault.substring(0, cut))
                .map(known -> new Shown(
                        Optional.of(Words.of(locale, "alerts-fault-" + known.code())),
                        cut < 0 ? "" : Told.of(locale, fault.substring(cut + 1).strip())))
                .orElseGet(() -> new Shown(Optional.empty(), Told.of(locale, fault)));
    }

    static String of(Throwable failure) {
        String said = said(failure);
        return MailFault.of(failure)
                .map(known -> of(known.code() + ": " + said))
                .orElseGet(() -> of(said));
    }

    private static String said(Throwable failure) {
        @Nullable String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    static String of(String text) {
        String plain = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "…";
    }
}
