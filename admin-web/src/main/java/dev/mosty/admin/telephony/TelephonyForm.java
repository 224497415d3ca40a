package dev.mosty.admin.telephony;

import dev.mosty.settings.TelephonySettings;
import dev.mosty.settings.TelephonySettings.Document;
import dev.mosty.settings.TelephonySettings.Shown;
import dev.mosty.settings.TelephonySettings.Window;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings 1.2 to 1.4 as they were typed. Every field is the word that is stored; the digits are as somebody wrote
 * them.
 */
record TelephonyForm(
        String windowIn,
        String windowOut,
        String documentIn,
        String documentOut,
        String documentShow,
        String digits,
        boolean transfer,
        boolean notices) {

    static TelephonyForm of(TelephonySettings settings) {
        return new TelephonyForm(
                word(settings.windowIn()),
                word(settings.windowOut()),
                word(settings.documentIn()),
                word(settings.documentOut()),
                word(settings.documentShow()),
                Integer.toString(settings.digits()),
                settings.transfer(),
                settings.notices());
    }

    /** The key of what is wrong with it, in {@link dev.mosty.admin.shell.Words}. */
    Optional<String> fault() {
        if (!digits.matches("[0-9]{1,2}") || !TelephonySettings.isDigits(Integer.parseInt(digits))) {
            return Optional.of("telephony-bad-digits");
        }
        boolean known = choice(Window.values(), windowIn).isPresent()
                && choice(Window.values(), windowOut).isPresent()
                && choice(Document.values(), documentIn).isPresent()
                && choice(Document.values(), documentOut).isPresent()
                && choice(Shown.values(), documentShow).isPresent();
        return known ? Optional.empty() : Optional.of("telephony-bad-choice");
    }

    /** Only of a form without a fault. */
    TelephonySettings settings() {
        return new TelephonySettings(
                choice(Window.values(), windowIn).orElseThrow(),
                choice(Window.values(), windowOut).orElseThrow(),
                choice(Document.values(), documentIn).orElseThrow(),
                choice(Document.values(), documentOut).orElseThrow(),
                choice(Shown.values(), documentShow).orElseThrow(),
                Integer.parseInt(digits),
                transfer,
                notices);
    }

    /** For the hint beside it: the default where nothing sensible was typed. */
    int digitsOrDefault() {
        return fault().isPresent() ? TelephonySettings.DEFAULT.digits() : Integer.parseInt(digits);
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> Optional<E> choice(E[] choices, String word) {
        return Stream.of(choices).filter(choice -> word(choice).equals(word)).findFirst();
    }
}
