package dev.mosty.gate.amocrm;

import dev.mosty.settings.Change;
import dev.mosty.settings.Misconfigured;
import dev.mosty.settings.Settings;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The integration's keys: what a person loaded since rules over what the environment says. */
@Singleton
public class AmoKeys {
    static final String CLIENT_ID = "amo.client-id";
    static final String CLIENT_SECRET = "amo.client-secret";
    static final String REDIRECT_URL = "amo.redirect-url";
    static final String CODE = "amo.auth-code";

    private final AmoConfig config;
    private final Settings settings;

    AmoKeys(AmoConfig config, Settings settings) {
        this.config = config;
        this.settings = settings;
    }

    /** What is needed to get and refresh tokens. */
    record Integration(String clientId, String clientSecret, String redirectUrl) {
        @Override
        public String toString() {
            return "Integration[" + clientId + "]";
        }
    }

    /** The account's address, {@code https://subdomain.amocrm.ru} or {@code AMO_BASE_URL}. */
    Optional<URI> base() {
        return config.baseUrl()
                .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url)
                .map(url -> address("AMO_BASE_URL", url))
                .or(() -> config.subdomain().map(name -> address("AMO_SUBDOMAIN", "https://" + name + ".amocrm.ru")));
    }

    /** The names that amoCRM may give our account: {@code AMO_BASE_URL} may stand for another one, as in tests. */
    Set<String> hosts() {
        var hosts = new HashSet<String>();
        base().ifPresent(base -> hosts.add(base.getHost()));
        config.subdomain().ifPresent(name -> hosts.add(name + ".amocrm.ru"));
        return hosts;
    }

    /** @throws Misconfigured when it is not an address that can be called */
    private static URI address(String variable, String text) {
        try {
            var address = new URI(text);
            if (address.getHost() != null && text.matches("https?://.*")) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw new Misconfigured(variable, "does not make an address: " + e.getReason());
        }
        throw new Misconfigured(variable, "does not make an http or https address");
    }

    Optional<String> clientId() {
        return settings.get(CLIENT_ID).or(config::clientId);
    }

    Optional<String> redirectUrl() {
        return settings.get(REDIRECT_URL).or(config::redirectUrl);
    }

    Optional<Integration> integration() {
        var id = clientId();
        var secret = settings.secret(CLIENT_SECRET).or(config::clientSecret);
        var redirect = redirectUrl();
        return id.isPresent() && secret.isPresent() && redirect.isPresent()
                ? Optional.of(new Integration(id.get(), secret.get(), redirect.get()))
                : Optional.empty();
    }

    /** Whether a token that cannot be refreshed serves in place of the integration's keys. */
    boolean longLived() {
        return config.longLivedToken().isPresent();
    }

    /** The authorization codes that somebody gave us; which of them were used, {@link TokenStore} knows. */
    List<String> codes() {
        return Stream.of(settings.secret(CODE), config.authCode())
                .flatMap(Optional::stream)
                .toList();
    }

    /** The variables without which nothing can be sent, as an operator knows them. */
    List<String> missing() {
        var missing = new ArrayList<String>();
        if (base().isEmpty()) {
            missing.add("AMO_SUBDOMAIN");
        }
        if (!longLived()) {
            if (clientId().isEmpty()) {
                missing.add("AMO_CLIENT_ID");
            }
            if (!settings.isSet(CLIENT_SECRET) && config.clientSecret().isEmpty()) {
                missing.add("AMO_CLIENT_SECRET");
            }
            if (redirectUrl().isEmpty()) {
                missing.add("AMO_REDIRECT_URL");
            }
        }
        return missing;
    }

    /** Loads new keys, all or none; empty ones stay as they were. */
    void load(
            Optional<String> clientId,
            Optional<String> clientSecret,
            Optional<String> redirectUrl,
            Optional<String> code,
            String by) {
        var changes = new ArrayList<Change>();
        clientId.ifPresent(value -> changes.add(new Change.Put(CLIENT_ID, value)));
        clientSecret.ifPresent(value -> changes.add(new Change.PutSecret(CLIENT_SECRET, value)));
        redirectUrl.ifPresent(value -> changes.add(new Change.Put(REDIRECT_URL, value)));
        code.ifPresent(value -> changes.add(new Change.PutSecret(CODE, value)));
        settings.update(changes, by);
    }
}
