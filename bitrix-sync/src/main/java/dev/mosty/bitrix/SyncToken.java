package dev.mosty.bitrix;

import dev.mosty.access.AccessTokens;
import dev.mosty.access.FirstTokens;
import dev.mosty.access.PresentedToken;
import dev.mosty.delivery.PatientTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The token that 1C presents: {@code BITRIX_SYNC_TOKEN}, or one made at the first start and shown once. */
@Singleton
public class SyncToken {
    private static final String PURPOSE = "bitrix";
    private static final String NAME = "BITRIX_SYNC_TOKEN";

    private final Jdbi jdbi;
    private final BitrixConfig config;
    private final AccessTokens tokens;
    private final FirstTokens first;

    SyncToken(Jdbi jdbi, BitrixConfig config, AccessTokens tokens, FirstTokens first) {
        this.jdbi = jdbi;
        this.config = config;
        this.tokens = tokens;
        this.first = first;
    }

    void makeAtStart(@Observes StartupEvent start) {
        first.make(PURPOSE, NAME, config.syncToken(), "1C's token for bitrix-sync (BITRIX_SYNC_TOKEN)");
    }

    /**
     * Whether the request may post and read runs.
     *
     * @throws dev.mosty.delivery.NotStored when the database, which knows the tokens, stayed away
     */
    public boolean accepts(@Nullable String authorization) throws InterruptedException {
        var presented = PresentedToken.bearer(authorization);
        return presented.isPresent()
                && PatientTransaction.run(jdbi, config.acceptWait(), tx -> tokens.check(PURPOSE, presented.get()))
                        .isPresent();
    }
}
