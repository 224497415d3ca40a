package dev.mosty.gate.amocrm;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** {@code AMO_*}: the connection to amoCRM. All of it may be missing: the gate then accepts, queues and says so. */
@ConfigMapping(prefix = "amo")
public interface AmoConfig {

    /** {@code AMO_SUBDOMAIN}: what stands before {@code .amocrm.ru}. */
    Optional<String> subdomain();

    /** {@code AMO_BASE_URL}: instead of {@code https://<subdomain>.amocrm.ru}, for tests and kommo.com. */
    Optional<String> baseUrl();

    /** {@code AMO_CLIENT_ID}: the integration's id. */
    Optional<String> clientId();

    /** {@code AMO_CLIENT_SECRET}: the integration's secret key. */
    Optional<String> clientSecret();

    /** {@code AMO_REDIRECT_URL}: must equal the integration's redirect link in every character. */
    Optional<String> redirectUrl();

    /** {@code AMO_AUTH_CODE}: lives 20 minutes and is exchanged once. */
    Optional<String> authCode();

    /** {@code AMO_LONG_LIVED_TOKEN}: instead of OAuth; cannot be refreshed. */
    Optional<String> longLivedToken();

    /** {@code AMO_TOKENS_DIR}: the {@code .tokens} folder of an amo-services installation, imported once. */
    Optional<String> tokensDir();

    /** {@code AMO_ACCOUNT_ID}: set, webhooks of another account are refused. */
    Optional<Long> accountId();

    /** {@code AMO_RATE}: requests in any sliding second, over all replicas. */
    @WithDefault("7")
    double rate();

    /** {@code AMO_BATCH}: leads in one PATCH. */
    @WithDefault("50")
    int batch();

    /** {@code AMO_TIMEOUT}: the whole of one request. */
    @WithDefault("15s")
    Duration timeout();

    /** {@code AMO_WEBHOOK_SECRET}: the last segment of the address that amoCRM's webhooks are sent to. */
    Optional<String> webhookSecret();

    /** {@code AMO_WEBHOOK_TARGETS}: who gets the events, as JSON. */
    Optional<String> webhookTargets();
}
