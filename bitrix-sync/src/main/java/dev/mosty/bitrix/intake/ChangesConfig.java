package dev.mosty.bitrix.intake;

import dev.mosty.settings.Misconfigured;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** {@code ONEC_CHANGES_*}: where 1C is asked for what it changed, for those who prefer that to posting. */
@ConfigMapping(prefix = "onec.changes")
public interface ChangesConfig {

    /** {@code ONEC_CHANGES_URL}: the method's full address; unset, 1C is not asked. */
    Optional<String> url();

    /** {@code ONEC_CHANGES_USER}: of 1C, for Basic authorization. */
    Optional<String> user();

    /** {@code ONEC_CHANGES_PASSWORD}: of {@link #user}. */
    Optional<String> password();

    /** {@code ONEC_CHANGES_EVERY}: how often. */
    @WithDefault("1m")
    Duration every();

    /** {@code ONEC_CHANGES_PAGE}: objects that one answer may hold. */
    @WithDefault("500")
    int page();

    /** {@code ONEC_CHANGES_TIMEOUT}: of one answer. */
    @WithDefault("60s")
    Duration timeout();

    /**
     * Where to ask, or empty if nobody is to be asked.
     *
     * @throws Misconfigured for what is no address, or numbers that cannot work
     */
    default Optional<URI> address() {
        if (page() < 1 || page() > 5_000) {
            throw new Misconfigured("ONEC_CHANGES_PAGE", "must be from 1 to 5000");
        }
        if (!timeout().isPositive() || timeout().compareTo(Duration.ofMinutes(10)) > 0) {
            throw new Misconfigured("ONEC_CHANGES_TIMEOUT", "must be more than 0 and at most 10 minutes");
        }
        return url().map(String::strip).filter(text -> !text.isEmpty()).map(ChangesConfig::uri);
    }

    private static URI uri(String text) {
        try {
            var uri = URI.create(text);
            var web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below, in the same words.
        }
        throw new Misconfigured("ONEC_CHANGES_URL", "must be like https://1c.example/base/hs/bitrix/changes");
    }

    /** In UTF-8, since 1C's users have Russian names. */
    default Optional<String> authorization() {
        return user().filter(name -> !name.isEmpty())
                .map(name -> (name + ":" + password().orElse("")).getBytes(StandardCharsets.UTF_8))
                .map(login -> "Basic " + Base64.getEncoder().encodeToString(login));
    }
}
