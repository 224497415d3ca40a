package dev.mosty.bitrix;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Settings of a test: 1C's token, and a portal that nobody has set. */
public final class Neighbours implements QuarkusTestResourceLifecycleManager {
    static final String TOKEN = "bitrix-token-1";

    @Override
    public Map<String, String> start() {
        return Map.of("bitrix.sync-token", TOKEN);
    }

    @Override
    public void stop() {}
}
