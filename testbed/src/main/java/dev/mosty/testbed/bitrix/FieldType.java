package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Arrays;

/** How a field is read and shown; the words are those of {@code crm.*.fields}. */
enum FieldType {
    INTEGER("integer"),
    STRING("string"),
    CHAR("char"),
    DOUBLE("double"),
    DATE("date"),
    DATETIME("datetime"),
    STATUS("crm_status"),
    USER("user"),
    CURRENCY("crm_currency"),
    CATEGORY("crm_category"),
    COMPANY("crm_company"),
    CONTACT("crm_contact"),
    LEAD("crm_lead"),
    MULTIFIELD("crm_multifield"),
    FILE("file");

    private final String word;

    FieldType(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** Compared and sorted as numbers. */
    boolean numeric() {
        return switch (this) {
            case INTEGER, DOUBLE, USER, CATEGORY, COMPANY, CONTACT, LEAD -> true;
            case STRING, CHAR, DATE, DATETIME, STATUS, CURRENCY, MULTIFIELD, FILE -> false;
        };
    }

    @JsonCreator
    static FieldType of(String word) {
        return Arrays.stream(values())
                .filter(type -> type.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no field type " + word));
    }
}
