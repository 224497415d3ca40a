package dev.mosty.bitrix;

import dev.mosty.access.AccessTokens;
import dev.mosty.access.BearerToken;
import dev.mosty.access.FirstTokens;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What bitrix-sync's ways in share. */
@Singleton
final class BitrixBeans {

    /** {@code BITRIX_SYNC_TOKEN}: 1C presents it. */
    @Produces
    @Singleton
    static BearerToken onec(AccessTokens tokens, BitrixConfig config, Clock clock) {
        return new BearerToken("bitrix", "BITRIX_SYNC_TOKEN", tokens, config.acceptWait(), clock);
    }

    void makeAtStart(@Observes StartupEvent start, BearerToken onec, FirstTokens first, BitrixConfig config) {
        onec.make(first, config.syncToken(), "1C's token for bitrix-sync (BITRIX_SYNC_TOKEN)");
    }
}
