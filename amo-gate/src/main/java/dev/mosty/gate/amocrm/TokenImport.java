package dev.mosty.gate.amocrm;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosty.settings.Misconfigured;
import dev.mosty.settings.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Takes over the tokens of an amo-services installation: {@code access_token.txt} and {@code refresh_token.txt}
 * ({@code facts/amocrm.md §1}, OAuth). Once: where tokens are known already, the folder is not looked at.
 */
final class TokenImport {
    private static final Logger LOG = Logger.getLogger(TokenImport.class);

    private TokenImport() {}

    static void from(Path folder, TokenStore store, Optional<String> environmentCode, Clock clock) {
        if (store.read().accessToken() != null) {
            return;
        }
        var access = read(folder.resolve("access_token.txt"));
        var refresh = read(folder.resolve("refresh_token.txt"));
        var life = Duration.between(clock.instant(), expiry(access).orElse(clock.instant()));
        store.importPair(access, refresh, clock.instant(), life.isNegative() ? Duration.ZERO : life);
        // The code in the same .env was what these tokens were made from.
        environmentCode.ifPresent(code -> store.spend(Sha256.hex(code)));
        LOG.info("amoCRM: the tokens of amo-services were taken over");
    }

    private static String read(Path file) {
        try {
            var text = Files.readString(file).strip();
            if (text.isEmpty() || text.length() > 10_000) {
                throw new Misconfigured("AMO_TOKENS_DIR", "has no token in " + file);
            }
            return text;
        } catch (IOException e) {
            throw new Misconfigured("AMO_TOKENS_DIR", "has no readable " + file);
        }
    }

    /** The {@code exp} of a JWT; empty makes the token be refreshed at once. */
    private static Optional<Instant> expiry(String jwt) {
        try {
            var parts = jwt.split("\\.", -1);
            var claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[parts.length > 1 ? 1 : 0]));
            return claims.path("exp").isNumber()
                    ? Optional.of(Instant.ofEpochSecond(claims.path("exp").longValue()))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException notAJwt) {
            return Optional.empty();
        }
    }
}
