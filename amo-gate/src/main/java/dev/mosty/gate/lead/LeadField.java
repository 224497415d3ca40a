package dev.mosty.gate.lead;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A field of a lead that the gate writes. Meaning, default ids and types: {@code facts/amocrm.md §1}; which types take
 * the same plain value: developers.kommo.com/reference/custom-fields.
 *
 * <p>The order is the order of a patch. Where two fields share one id, the later one is written.
 */
@SuppressWarnings("ImmutableEnumChecker") // the sets are Set.of
public enum LeadField {
    /** The lead's own {@code price}, in roubles: it has no field id and is always written. */
    PRICE(Fits.NOTHING),
    /** When the booking or order was made. */
    CREATED_AT("FIELD_SHARED_CREATED_AT", Fits.MOMENT),
    /** Roubles paid so far, as RDESK says. */
    PAID_PRICE("FIELD_SHARED_PAID_PRICE", Fits.NUMBER),
    /** RDESK's id of the record. */
    ZDRAV_ID("FIELD_SHARED_ZDRAV_ID", Fits.SHORT_TEXT),
    /** RDESK's raw status code of a booking. */
    BOOKED_STATUS("FIELD_BOOKED_STATUS", Fits.SHORT_TEXT),
    /** First day of the stay. */
    CHECK_IN("FIELD_BOOKED_CHECK_IN", Fits.MOMENT),
    /** Last day of the stay. */
    CHECK_OUT("FIELD_BOOKED_CHECK_OUT", Fits.MOMENT),
    /** The guests, as text. */
    GUESTS("FIELD_BOOKED_GUESTS", Fits.LONG_TEXT),
    /** Number of the booking document. */
    DOC_NUM("FIELD_BOOKED_DOC_NUM", Fits.NUMBER),
    /** The bills, as text. */
    BILL_DATA("FIELD_BOOKED_BILL_DATA", Fits.LONG_TEXT),
    /** Treatments ordered one by one, as text. */
    MC_TREATMENTS("FIELD_MC_TREATMENTS", Fits.LONG_TEXT, 1363929),
    /** Laboratory tests, as text. */
    MC_LABS("FIELD_MC_LABS", Fits.LONG_TEXT, 1363931),
    /** Packets with their treatments, as text. */
    MC_PACKETS("FIELD_MC_PACKETS", Fits.LONG_TEXT, 1363933),
    /** Complex programmes with their treatments and tests, as text. */
    MC_COMPLEX("FIELD_MC_COMPLEX", Fits.LONG_TEXT, 1363935),
    /** The patient's birthday. */
    MC_BIRTHDAY("FIELD_MC_BIRTHDAY", Fits.DAY, 1208395),
    /** Roubles paid so far, as 1C says; without a variable of its own it is the field of {@link #PAID_PRICE}. */
    PAYMENT("FIELD_PAYMENT", Fits.NUMBER);

    private final Optional<String> variable;
    private final Set<String> types;
    private final OptionalLong fallbackId;
    private final String key = name().toLowerCase(Locale.ROOT);

    LeadField(Set<String> types) {
        this(Optional.empty(), types, OptionalLong.empty());
    }

    LeadField(String variable, Set<String> types) {
        this(Optional.of(variable), types, OptionalLong.empty());
    }

    LeadField(String variable, Set<String> types, long fallbackId) {
        this(Optional.of(variable), types, OptionalLong.of(fallbackId));
    }

    LeadField(Optional<String> variable, Set<String> types, OptionalLong fallbackId) {
        this.variable = variable;
        this.types = types;
        this.fallbackId = fallbackId;
    }

    /** The environment variable with the field's id; none for {@link #PRICE}. */
    public Optional<String> variable() {
        return variable;
    }

    /** The types, in amoCRM's words, that take this field's values as they are sent. */
    public Set<String> types() {
        return types;
    }

    /** Whether an account's field takes this field's values. */
    public boolean fits(String type) {
        return types.contains(type);
    }

    /** The id the old gate used when the variable was unset; only for {@code FIELD_MC_*}. */
    public OptionalLong fallbackId() {
        return fallbackId;
    }

    /** The field's name in stored JSON; never changes. */
    public String key() {
        return key;
    }

    /** Sets of amoCRM field types. */
    private static final class Fits {
        static final Set<String> NOTHING = Set.of();
        static final Set<String> NUMBER = Set.of("numeric", "monetary");
        static final Set<String> SHORT_TEXT = Set.of("text", "textarea");
        /** Not {@code text}: the API refuses more than about 255 characters there (amocrm-api-php #224, #400). */
        static final Set<String> LONG_TEXT = Set.of("textarea");

        static final Set<String> MOMENT = Set.of("date", "date_time");
        static final Set<String> DAY = Set.of("birthday", "date", "date_time");
    }
}
