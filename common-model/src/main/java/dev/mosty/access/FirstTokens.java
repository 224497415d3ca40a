package dev.mosty.access;

import dev.mosty.settings.Change;
import dev.mosty.settings.Settings;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What other programs present to an installation that has just been set up: the value that the environment gives, or one
 * made at the first start and told once, by the replica that made it.
 */
@Singleton
public final class FirstTokens {
    private final AccessTokens tokens;
    private final FirstCredentials credentials;
    private final SecureRandom random = new SecureRandom();

    FirstTokens(AccessTokens tokens, FirstCredentials credentials) {
        this.tokens = tokens;
        this.credentials = credentials;
    }

    /**
     * Sees to it that there is an access token of that name.
     *
     * @param given what the environment says
     * @param what tells a person what it opens, such as {@code "1C's token for amo-gate (ONEC_TOKEN)"}
     */
    public void make(String purpose, String name, Optional<String> given, String what) {
        given.ifPresentOrElse(
                token -> tokens.seed(purpose, name, token),
                () -> tokens.issue(purpose, name).ifPresent(token -> credentials.tell(what, token)));
    }

    /**
     * Sees to it that there is a sealed setting of that name: for a secret that must be read again, not only compared.
     *
     * @param by the service, as the audit of settings names it
     */
    public void make(Settings settings, String setting, String by, String what) {
        byte[] bits = new byte[24];
        random.nextBytes(bits);
        String made = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        if (settings.putMissing(List.of(new Change.PutSecret(setting, made)), by)) {
            credentials.tell(what, made);
        }
    }
}
