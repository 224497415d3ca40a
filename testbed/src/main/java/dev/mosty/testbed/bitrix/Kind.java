package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What the portal keeps, by the word that stands in the methods' names. */
enum Kind {
    CONTACT("contact", "ORIGIN_ID", "Contact is not found"),
    COMPANY("company", "ORIGIN_ID", "Company is not found"),
    LEAD("lead", "ORIGIN_ID", "Not found"),
    DEAL("deal", "ORIGIN_ID", "Not found"),
    PRODUCT("product", "XML_ID", "Product is not found"),
    SECTION("productsection", "XML_ID", "Section is not found");

    private final String word;
    private final String origin;
    private final String missing;

    Kind(String word, String origin, String missing) {
        this.word = word;
        this.origin = origin;
        this.missing = missing;
    }

    /** {@code contact} of {@code crm.contact.add}. */
    @JsonValue
    String word() {
        return word;
    }

    /** The field that holds the identifier of the other system. */
    String origin() {
        return origin;
    }

    /** What update says of an id that is not there; the kinds do not agree. */
    String missing() {
        return missing;
    }

    boolean hasRows() {
        return this == LEAD || this == DEAL;
    }

    /** Whether its list goes through the products' own filter, which knows fewer prefixes (facts/bitrix24.md §1.3). */
    boolean ofCatalogue() {
        return this == PRODUCT || this == SECTION;
    }

    static Optional<Kind> named(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    @JsonCreator
    static Kind of(String word) {
        return named(word).orElseThrow(() -> new IllegalArgumentException("There is no kind " + word));
    }
}
