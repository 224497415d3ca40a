package dev.mosty.gate.amocrm;

import dev.mosty.access.Attempts;
import dev.mosty.settings.Sha256;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Who may bring a code to the callback: whoever began the consent on the settings page, by its {@code state}; and, a
 * few times, anybody without one, since amoCRM's own pages begin consents too. A stranger's code is worth nothing, but
 * each one costs a request to amoCRM.
 */
@Singleton
class Consents {
    /** As long as amoCRM's code itself lives. */
    private static final Duration LIFE = Duration.ofMinutes(20);

    private static final int FREE = 3;

    private final Jdbi jdbi;
    private final Attempts strangers;

    Consents(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.strangers = new Attempts(FREE, Duration.ofMinutes(1), Duration.ofHours(1), clock);
    }

    enum Ruling {
        OURS,
        STRANGER,
        UNKNOWN_STATE,
        TOO_MANY
    }

    /** A state is good once. */
    Ruling on(@Nullable String state, String address) {
        if (state != null && !state.isBlank()) {
            return spend(state) ? Ruling.OURS : Ruling.UNKNOWN_STATE;
        }
        if (strangers.left(address).isPositive()) {
            return Ruling.TOO_MANY;
        }
        // Counted before the outcome is known: ten at once are ten.
        strangers.failed(address);
        return Ruling.STRANGER;
    }

    void connected(String address) {
        strangers.succeeded(address);
    }

    private boolean spend(String state) {
        return jdbi.inTransaction(tx -> {
            tx.execute("delete from amo_consent where asked_at < now() - make_interval(secs => ?)", LIFE.toSeconds());
            return tx.execute("delete from amo_consent where state_hash = ?", Sha256.of(state)) == 1;
        });
    }
}
