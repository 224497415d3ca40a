package dev.mosty.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What people choose about calls: the settings 1.2 to 1.4 of «Простые звонки» ({@code telephony.*}), with the defaults
 * that they have there. A value that is none of the allowed ones counts as not set.
 *
 * @param windowIn when the window of an incoming call opens at the employee (1.2.1)
 * @param windowOut the same of an outgoing call (1.2.2)
 * @param documentIn when an incoming call becomes a document «Звонок» (1.3.1)
 * @param documentOut the same of an outgoing call (1.3.2)
 * @param documentShow which made documents are shown to the employee (1.3.3)
 * @param digits how many last digits of a number the search compares, 1 to 20 (1.4.1)
 * @param transfer whether a call goes to the client's responsible employee by itself (1.4.2)
 * @param notices whether a window comes with a desktop notification (1.4.3)
 */
public record TelephonySettings(
        Window windowIn,
        Window windowOut,
        Document documentIn,
        Document documentOut,
        Shown documentShow,
        int digits,
        boolean transfer,
        boolean notices) {

    /** The name of the secret 1.1.2, «Токен 1С»: what requests to {@code /hs} carry as {@code crm_token}. */
    public static final String CRM_TOKEN = "telephony.crm-token";

    /** The name of the secret 1.1.1, «Токен Простых Звонков»: what lets us ask the PBX to call. */
    public static final String PBX_KEY = "telephony.pbx-key";

    public static final int FEWEST_DIGITS = 1;
    public static final int MOST_DIGITS = 20;

    /** What holds where nobody chose anything. */
    public static final TelephonySettings DEFAULT = new TelephonySettings(
            Window.NEVER, Window.NEVER, Document.NEVER, Document.NEVER, Shown.NEVER, 5, false, false);

    private static final String WINDOW_IN = "telephony.window.in";
    private static final String WINDOW_OUT = "telephony.window.out";
    private static final String DOCUMENT_IN = "telephony.document.in";
    private static final String DOCUMENT_OUT = "telephony.document.out";
    private static final String DOCUMENT_SHOW = "telephony.document.show";
    private static final String DIGITS = "telephony.digits";
    private static final String TRANSFER = "telephony.transfer";
    private static final String NOTICES = "telephony.notices";

    /** @throws IllegalArgumentException for digits out of range: a page asks {@link #isDigits} first */
    public TelephonySettings {
        if (!isDigits(digits)) {
            throw new IllegalArgumentException("digits: " + digits);
        }
    }

    /** The moment of a call at which its window opens. Stored as {@code never}, {@code start}, {@code answer}, {@code end}. */
    public enum Window {
        NEVER,
        START,
        ANSWER,
        END
    }

    /** When a call becomes a document. Stored as {@code never}, {@code end}. */
    public enum Document {
        NEVER,
        END
    }

    /** Of which calls a made document is shown. Stored as {@code never}, {@code in}, {@code out}, {@code both}. */
    public enum Shown {
        NEVER,
        IN,
        OUT,
        BOTH
    }

    /** As the transaction sees them. */
    public static TelephonySettings read(Settings settings, Handle tx) {
        return new TelephonySettings(
                choice(settings.get(tx, WINDOW_IN), DEFAULT.windowIn),
                choice(settings.get(tx, WINDOW_OUT), DEFAULT.windowOut),
                choice(settings.get(tx, DOCUMENT_IN), DEFAULT.documentIn),
                choice(settings.get(tx, DOCUMENT_OUT), DEFAULT.documentOut),
                choice(settings.get(tx, DOCUMENT_SHOW), DEFAULT.documentShow),
                digits(settings.get(tx, DIGITS)),
                settings.get(tx, TRANSFER).map("true"::equals).orElse(DEFAULT.transfer),
                settings.get(tx, NOTICES).map("true"::equals).orElse(DEFAULT.notices));
    }

    /** What {@link Settings#update} is to be given so that they hold. */
    public List<Change> changes() {
        return List.of(
                new Change.Put(WINDOW_IN, stored(windowIn)),
                new Change.Put(WINDOW_OUT, stored(windowOut)),
                new Change.Put(DOCUMENT_IN, stored(documentIn)),
                new Change.Put(DOCUMENT_OUT, stored(documentOut)),
                new Change.Put(DOCUMENT_SHOW, stored(documentShow)),
                new Change.Put(DIGITS, Integer.toString(digits)),
                new Change.Put(TRANSFER, Boolean.toString(transfer)),
                new Change.Put(NOTICES, Boolean.toString(notices)));
    }

    public static boolean isDigits(int number) {
        return number >= FEWEST_DIGITS && number <= MOST_DIGITS;
    }

    private static int digits(Optional<String> value) {
        return value.filter(text -> text.matches("[0-9]{1,2}"))
                .map(Integer::parseInt)
                .filter(TelephonySettings::isDigits)
                .orElse(DEFAULT.digits);
    }

    private static String stored(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E choice(Optional<String> value, E otherwise) {
        return value.flatMap(text -> List.of(otherwise.getDeclaringClass().getEnumConstants()).stream()
                        .filter(choice -> stored(choice).equals(text))
                        .findFirst())
                .orElse(otherwise);
    }
}
