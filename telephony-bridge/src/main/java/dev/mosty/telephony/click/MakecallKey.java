package dev.mosty.telephony.click;

import dev.mosty.access.AccessToken;
import dev.mosty.access.AccessTokens;
import dev.mosty.access.FirstTokens;
import dev.mosty.access.PresentedToken;
import dev.mosty.access.Turnstile;
import dev.mosty.access.Turnstile.Passage;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The key that 1C presents to make a call: {@code MAKECALL_KEY}, or one made at the first start and shown once. */
@Singleton
final class MakecallKey {
    private static final String PURPOSE = "makecall";
    private static final String NAME = "MAKECALL_KEY";

    private final AccessTokens tokens;
    private final FirstTokens first;
    private final Optional<String> given;
    private final Turnstile turnstile;

    MakecallKey(
            AccessTokens tokens,
            FirstTokens first,
            @ConfigProperty(name = "makecall.key") Optional<String> given,
            Clock clock) {
        this.tokens = tokens;
        this.first = first;
        this.given = given;
        this.turnstile = new Turnstile(clock);
    }

    void makeAtStart(@Observes StartupEvent start) {
        first.make(PURPOSE, NAME, given, "1C's key for calls by click (MAKECALL_KEY)");
    }

    Passage<AccessToken> admit(@Nullable String header, String peer) {
        Optional<String> key = PresentedToken.plain(header);
        return turnstile.pass(peer, key, () -> key.flatMap(plain -> tokens.check(PURPOSE, plain)));
    }
}
