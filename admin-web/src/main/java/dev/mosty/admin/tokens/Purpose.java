package dev.mosty.admin.tokens;

import java.util.Optional;
import java.util.stream.Stream;

/** What a token that is made here can open. The other tokens come from the environment and are only listed. */
enum Purpose {
    /** The amoCRM widget and whoever else calls amo-proxy. */
    PROXY("proxy"),
    /** 1C, at amo-gate and the telephony bridge. */
    ONEC("onec"),
    /** 1C, at bitrix-sync. */
    BITRIX("bitrix");

    private final String key;

    Purpose(String key) {
        this.key = key;
    }

    /** As the table spells it. */
    public String key() {
        return key;
    }

    static Optional<Purpose> of(String key) {
        return Stream.of(values()).filter(purpose -> purpose.key.equals(key)).findFirst();
    }
}
