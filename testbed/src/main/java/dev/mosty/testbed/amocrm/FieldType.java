package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * A custom field's type and what it takes as a plain value (facts/amocrm.md §2, custom_fields_values).
 * Dates are Unix seconds or RFC-3339 and are kept as Unix seconds; a numeric is kept as text, as
 * amoCRM returns it.
 */
public enum FieldType {
    TEXT,
    TEXTAREA,
    URL,
    TRACKING_DATA,
    NUMERIC,
    MONETARY,
    CHECKBOX,
    DATE,
    DATE_TIME,
    BIRTHDAY,
    SELECT,
    MULTISELECT,
    RADIOBUTTON;

    /** A clinic's day begins in Moscow: amoCRM keeps a date as the midnight of the account's zone. */
    static final ZoneId ACCOUNT_ZONE = ZoneId.of("Europe/Moscow");

    private static final int TEXT_LIMIT = 256;
    private static final int TEXTAREA_LIMIT = 65_535;

    /** The name in the API, e.g. {@code date_time}. */
    @JsonValue
    public String apiName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static FieldType of(String apiName) {
        return valueOf(apiName.toUpperCase(Locale.ROOT));
    }

    boolean hasChoices() {
        return this == SELECT || this == MULTISELECT || this == RADIOBUTTON;
    }

    /** Longest text, in characters. */
    int limit() {
        return this == TEXTAREA ? TEXTAREA_LIMIT : TEXT_LIMIT;
    }

    /** The value as it is kept; empty if it does not fit the type. */
    Optional<JsonNode> fit(JsonNode value) {
        return switch (this) {
            case TEXT, TEXTAREA, URL, TRACKING_DATA -> value.isTextual() ? Optional.of(value) : Optional.empty();
            case NUMERIC, MONETARY -> number(value);
            case CHECKBOX -> value.isBoolean() ? Optional.of(value) : Optional.empty();
            case DATE_TIME -> instant(value).map(time -> LongNode.valueOf(time.getEpochSecond()));
            case DATE, BIRTHDAY -> instant(value).map(FieldType::midnight);
            case SELECT, MULTISELECT, RADIOBUTTON -> value.isTextual() ? Optional.of(value) : Optional.empty();
        };
    }

    private static Optional<JsonNode> number(JsonNode value) {
        if (value.isNumber()) {
            return Optional.of(TextNode.valueOf(value.decimalValue().toPlainString()));
        }
        if (!value.isTextual() || value.textValue().length() > TEXT_LIMIT) {
            return Optional.empty();
        }
        try {
            return Optional.of(TextNode.valueOf(new BigDecimal(value.textValue()).toPlainString()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(JsonNode value) {
        if (value.canConvertToLong() && value.isIntegralNumber()) {
            long seconds = value.longValue();
            boolean plausible = Math.abs(seconds) < 100_000_000_000L;
            return plausible ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty();
        }
        if (!value.isTextual()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(value.textValue()).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static JsonNode midnight(Instant time) {
        LocalDate day = LocalDate.ofInstant(time, ACCOUNT_ZONE);
        return LongNode.valueOf(day.atStartOfDay(ACCOUNT_ZONE).toEpochSecond());
    }
}
