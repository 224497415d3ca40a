package dev.mosty.telephony.click;

import dev.mosty.access.AccessTokens;
import dev.mosty.access.FirstTokens;
import dev.mosty.access.PresentedToken;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
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

    MakecallKey(AccessTokens tokens, FirstTokens first, @ConfigProperty(name = "makecall.key") Optional<String> given) {
        this.tokens = tokens;
        this.first = first;
        this.given = given;
    }

    void makeAtStart(@Observes StartupEvent start) {
        first.make(PURPOSE, NAME, given, "1C's key for calls by click (MAKECALL_KEY)");
    }

    boolean accepts(@Nullable String header) {
        return PresentedToken.plain(header)
                .flatMap(key -> tokens.check(PURPOSE, key))
                .isPresent();
    }
}
