package dev.mosty.admin.bitrix;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What 1C sends, in the portal's words, which are those of {@code POST /v1/entities} too. */
public enum Kind {
    CONTACT("contact", true),
    COMPANY("company", true),
    LEAD("lead", true),
    DEAL("deal", true),
    SECTION("productsection", false),
    PRODUCT("product", false);

    private final String word;
    private final boolean card;

    Kind(String word, boolean card) {
        this.word = word;
        this.card = card;
    }

    public String word() {
        return word;
    }

    /** Products and their sections have no card at an address that every portal has, and no method merges them. */
    boolean hasCard() {
        return card;
    }

    /** The lane and the link of such an object, as bitrix-sync names them. */
    public String key(String originId) {
        return word + "/" + originId.toLowerCase(Locale.ROOT);
    }

    public static Optional<Kind> of(@Nullable String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}
