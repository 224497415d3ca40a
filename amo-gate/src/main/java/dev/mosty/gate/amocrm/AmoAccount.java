package dev.mosty.gate.amocrm;

import jakarta.inject.Singleton;
import java.net.URI;
import org.jdbi.v3.core.Jdbi;

/** {@code amo_account}: how the gate is connected, without a secret, for the page that cannot see its variables. */
@Singleton
public class AmoAccount {
    private final Jdbi jdbi;
    private final AmoKeys keys;
    private final boolean mock;

    AmoAccount(Jdbi jdbi, AmoKeys keys, MockConfig mock) {
        this.jdbi = jdbi;
        this.keys = keys;
        this.mock = mock.leadId();
    }

    void tell() {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into amo_account (base, client_id, redirect_url, long_lived, mock, missing)
                        values (:base, :client, :redirect, :longLived, :mock, :missing)
                        on conflict (singleton) do update
                            set base = excluded.base, client_id = excluded.client_id,
                                redirect_url = excluded.redirect_url, long_lived = excluded.long_lived,
                                mock = excluded.mock, missing = excluded.missing, told_at = now()
                        """)
                .bind("base", keys.base().map(URI::toString).orElse(null))
                .bind("client", keys.clientId().orElse(null))
                .bind("redirect", keys.redirectUrl().orElse(null))
                .bind("longLived", keys.longLived())
                .bind("mock", mock)
                .bindArray("missing", String.class, keys.missing())
                .execute());
    }
}
