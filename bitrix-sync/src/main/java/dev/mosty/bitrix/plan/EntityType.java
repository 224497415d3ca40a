package dev.mosty.bitrix.plan;

import java.util.Arrays;
import java.util.Optional;

/** What 1C may send, in seed 004's words, which are the portal's too. */
public enum EntityType {
    SECTION("productsection", "XML_ID"),
    PRODUCT("product", "XML_ID"),
    COMPANY("company", "ORIGIN_ID"),
    CONTACT("contact", "ORIGIN_ID"),
    LEAD("lead", "ORIGIN_ID"),
    DEAL("deal", "ORIGIN_ID");

    private final String word;
    private final String originField;

    EntityType(String word, String originField) {
        this.word = word;
        this.originField = originField;
    }

    public static Optional<EntityType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    public String word() {
        return word;
    }

    /** The field in which the portal keeps 1C's GUID. */
    public String originField() {
        return originField;
    }

    /** Only these two have a field for a version of ours ({@code facts/bitrix24.md §1.2}). */
    public boolean hasVersion() {
        return this == CONTACT || this == COMPANY;
    }

    /** Whether phones and addresses are lists of rows there. */
    public boolean hasMultifields() {
        return this == CONTACT || this == COMPANY || this == LEAD;
    }

    public boolean hasRows() {
        return this == DEAL || this == LEAD;
    }
}
