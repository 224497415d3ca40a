package dev.mosty.gate.amocrm;

import dev.mosty.delivery.DeliveryEngine;
import dev.mosty.settings.Sha256;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a person does about the connection: load keys, give a code, ask for a refresh. The channel's holder, wherever it
 * runs, does the talking; the person waits a little for what comes of it.
 */
@Singleton
class Connections {
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final AmoKeys keys;
    private final TokenStore store;
    private final DeliveryEngine engine;
    private final Clock clock;

    Connections(AmoKeys keys, TokenStore store, DeliveryEngine engine, Clock clock) {
        this.keys = keys;
        this.store = store;
        this.engine = engine;
        this.clock = clock;
    }

    /** What came of it. */
    sealed interface Result {
        record Connected(Instant refreshedAt, Instant expiresAt) implements Result {}

        record Refused(String why) implements Result {}

        /** Keys without a code: they serve from the next use on. */
        record Saved() implements Result {}

        /** The holder has not come to it yet: amoCRM is slow, or another process holds the channel. */
        record Pending() implements Result {}
    }

    /** New keys; with a code among them, waits for its exchange. */
    Result load(
            Optional<String> clientId,
            Optional<String> clientSecret,
            Optional<String> redirectUrl,
            Optional<String> code,
            String by)
            throws InterruptedException {
        var asked = clock.instant();
        keys.load(clientId, clientSecret, redirectUrl, code, by);
        if (code.isEmpty()) {
            return new Result.Saved();
        }
        engine.wantUpkeep(AmoChannel.NAME);
        return await(asked, Optional.of(Sha256.hex(code.get())));
    }

    Result refresh() throws InterruptedException {
        if (keys.longLived()) {
            return new Result.Refused("AMO_LONG_LIVED_TOKEN is in use; such a token is never refreshed");
        }
        var asked = clock.instant();
        store.wantRefresh();
        return await(asked, Optional.empty());
    }

    private Result await(Instant asked, Optional<String> code) throws InterruptedException {
        var giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < giveUpAt) {
            var now = store.read();
            var refreshed = now.refreshedAt();
            var expires = now.expiresAt();
            if (refreshed != null && expires != null && !refreshed.isBefore(asked) && now.problem() == null) {
                return new Result.Connected(refreshed, expires);
            }
            var answered = code.map(now.spentCodes()::contains).orElse(now.refreshWantedAt() == null);
            if (answered && now.problem() != null) {
                return new Result.Refused(now.problem());
            }
            if (answered && code.isPresent()) {
                return new Result.Refused("amoCRM refused the code; the present connection stays");
            }
            Thread.sleep(LOOK_EVERY);
        }
        return new Result.Pending();
    }
}
