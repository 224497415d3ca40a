package dev.mosty.gate.amocrm;

import dev.mosty.gate.lead.LeadValue;
import dev.mosty.settings.Sha256;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A value as the state of a lead remembers it: enough to tell whether it changed, without keeping a guest's name after
 * the payload itself has gone ({@code PAYLOAD_KEEP_DAYS}).
 */
public final class Fingerprint {
    private static final int BYTES = 15;

    private Fingerprint() {}

    static String of(LeadValue value) {
        return switch (value) {
            case LeadValue.Cleared() -> digest("");
            case LeadValue.Amount(var amount) -> digest(number(amount));
            case LeadValue.Text(String text) -> digest(isMoment(text) ? moment(text) : text(text));
        };
    }

    /** What a value may be that comes back from amoCRM, which sends everything as text and moments as Unix seconds. */
    public static Set<String> couldBe(String returned) {
        var prints = new LinkedHashSet<String>();
        prints.add(digest(returned.isEmpty() ? "" : text(returned)));
        var plain = returned.strip();
        if (isMoment(plain)) {
            prints.add(digest(moment(plain)));
        }
        if (plain.matches("-?\\d{1,18}(\\.\\d{1,9})?")) {
            prints.add(digest(number(new BigDecimal(plain))));
            prints.add(digest("moment " + plain));
        }
        return prints;
    }

    private static String text(String text) {
        return "text " + text.replace("\r\n", "\n").strip();
    }

    private static String number(BigDecimal number) {
        return "number " + number.stripTrailingZeros().toPlainString();
    }

    private static String moment(String text) {
        return "moment " + OffsetDateTime.parse(text).toEpochSecond();
    }

    private static boolean isMoment(String text) {
        if (text.length() < 17 || text.length() > 40 || text.charAt(4) != '-' || text.charAt(10) != 'T') {
            return false;
        }
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static String digest(String text) {
        return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(Sha256.of(text), BYTES));
    }
}
