package dev.mosty.gate.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.delivery.Courier;
import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.delivery.Outcome.Pause;
import dev.mosty.gate.amocrm.AmoKeys.Integration;
import dev.mosty.gate.amocrm.TokenStore.Connection;
import dev.mosty.settings.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an access token at hand: exchanges a code once, refreshes ahead of time, says when a person is needed.
 *
 * <p>Called by the channel's holder alone, so a refresh token is never spent twice. Failure policy: a refusal of our
 * tokens is a state that a person ends with a new code, never a crash or a loop; everything else is tried again.
 */
final class Auth {
    private static final Logger LOG = Logger.getLogger(Auth.class);
    /** The life of amoCRM's access token is a day; refreshing at this age keeps the refresh token alive too. */
    static final Duration REFRESH_AT_AGE = Duration.ofHours(20);

    static final Duration EXPIRY_MARGIN = Duration.ofMinutes(30);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final AmoKeys keys;
    private final TokenStore store;
    private final Optional<String> longLived;
    private final Clock clock;
    private volatile @Nullable String access;
    private volatile boolean rejected;
    /** The token that replaced a rejected one, until amoCRM takes it. */
    private volatile @Nullable String unproven;

    private final ReentrantLock lock = new ReentrantLock();

    Auth(AmoKeys keys, TokenStore store, Optional<String> longLived, Clock clock) {
        this.keys = keys;
        this.store = store;
        this.longLived = longLived;
        this.clock = clock;
    }

    /** The token to send with; only after {@link #ensure} found everything well. */
    String token() {
        var token = access;
        if (token == null) {
            throw new IllegalStateException("no access token");
        }
        return token;
    }

    /** amoCRM did not take this token: it is refreshed before anything else is sent, whatever its age. */
    void rejected(String token) {
        if (token.equals(access)) {
            rejected = true;
        }
    }

    /** amoCRM took this token. */
    void accepted(String token) {
        if (token.equals(unproven)) {
            unproven = null;
        }
    }

    /** Before a request of the channel: several of them may have found the same token rejected. */
    Optional<Pause> repair(AmoApi api, Courier courier) throws LeaseLost {
        return rejected ? ensure(api, courier) : Optional.empty();
    }

    /** @return why there is no usable token, empty when there is one */
    Optional<Pause> ensure(AmoApi api, Courier courier) throws LeaseLost {
        lock.lock();
        try {
            return present(api, courier);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Pause> present(AmoApi api, Courier courier) throws LeaseLost {
        if (longLived.isPresent()) {
            access = longLived.get();
            return rejected
                    ? person("amoCRM does not accept AMO_LONG_LIVED_TOKEN: make a new one and restart")
                    : Optional.empty();
        }
        var integration = keys.integration();
        if (integration.isEmpty()) {
            return person("not connected: set " + String.join(", ", keys.missing()));
        }
        var connection = store.read();
        var code = keys.codes().stream()
                .filter(value -> !connection.spentCodes().contains(Sha256.hex(value)))
                .findFirst();
        if (code.isPresent()) {
            return exchange(api, courier, integration.get(), code.get());
        }
        if (connection.problem() != null) {
            return person(connection.problem());
        }
        if (connection.accessToken() == null) {
            return person("not connected: AMO_AUTH_CODE is needed once, or the consent page");
        }
        access = connection.accessToken();
        if (rejected && connection.accessToken().equals(unproven) && connection.refreshWantedAt() == null) {
            return person("amoCRM does not accept even a fresh token: look at the integration's rights, then refresh");
        }
        return refreshDue(connection) ? refresh(api, courier, integration.get(), connection) : Optional.empty();
    }

    private boolean refreshDue(Connection connection) {
        var now = clock.instant();
        return rejected
                || connection.refreshWantedAt() != null
                || before(connection.expiresAt(), now.plus(EXPIRY_MARGIN))
                || before(connection.refreshedAt(), now.minus(REFRESH_AT_AGE));
    }

    private static boolean before(@Nullable Instant moment, Instant limit) {
        return moment == null || moment.isBefore(limit);
    }

    private Optional<Pause> exchange(AmoApi api, Courier courier, Integration integration, String code)
            throws LeaseLost {
        var answer = api.token(courier, grant(integration, "authorization_code").put("code", code));
        return switch (answer) {
            case Answer.Taken(var body) -> {
                // The tokens first: whoever waits for the code, or takes over after a crash, finds them with it.
                var trouble = take(body, "connected");
                store.spend(Sha256.hex(code));
                yield trouble;
            }
            case Answer.Invalid(var named, String why) -> codeRefused(code, why);
            case Answer.Unauthorized(String why) -> codeRefused(code, why);
            case Answer.Forbidden(String why) -> codeRefused(code, why);
            default -> Optional.of(Pauses.of(answer, 0));
        };
    }

    private Optional<Pause> codeRefused(String code, String why) {
        var connection = store.read();
        if (connection.accessToken() != null && connection.problem() == null) {
            store.spend(Sha256.hex(code));
            LOG.warnf("amoCRM refused the new authorization code; the present connection stays: %s", why);
            access = connection.accessToken();
            return Optional.empty();
        }
        store.problem("the authorization code was refused (it lives 20 minutes and works once): " + why);
        store.spend(Sha256.hex(code));
        return person(why);
    }

    private Optional<Pause> refresh(AmoApi api, Courier courier, Integration integration, Connection connection)
            throws LeaseLost {
        var refreshToken = connection.refreshToken();
        if (refreshToken == null) {
            return reauthorize("there is no refresh token");
        }
        var answer = api.token(courier, grant(integration, "refresh_token").put("refresh_token", refreshToken));
        return switch (answer) {
            case Answer.Taken(var body) -> take(body, "refreshed");
            case Answer.Invalid(var named, String why) -> reauthorize(why);
            case Answer.Unauthorized(String why) -> reauthorize(why);
            default -> {
                var usable = !rejected && !before(connection.expiresAt(), clock.instant());
                LOG.warnf(
                        "The token was not refreshed and will be tried again: %s",
                        Pauses.of(answer, 0).why());
                yield usable ? Optional.empty() : Optional.of(Pauses.of(answer, 0));
            }
        };
    }

    private Optional<Pause> take(JsonNode body, String what) {
        var token = body.path("access_token").asText("");
        if (token.isEmpty()) {
            return Optional.of(new Pause(LOOK_AGAIN, "token", "amoCRM's token reply has no access_token"));
        }
        var life = Duration.ofSeconds(body.path("expires_in").asLong(86_400));
        var refreshToken = body.path("refresh_token").asText("");
        store.replace(token, Optional.of(refreshToken).filter(text -> !text.isEmpty()), clock.instant(), life);
        access = token;
        unproven = rejected ? token : null;
        rejected = false;
        LOG.infof("amoCRM: %s, the token lives %d minutes", what, life.toMinutes());
        return Optional.empty();
    }

    private Optional<Pause> reauthorize(String why) {
        store.problem("amoCRM wants a new consent: " + why);
        LOG.errorf("amoCRM no longer accepts our tokens; a person must connect it again: %s", why);
        return person(why);
    }

    private static Optional<Pause> person(String why) {
        return Optional.of(new Pause(LOOK_AGAIN, "reauthorize", why));
    }

    private static ObjectNode grant(Integration integration, String type) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("client_id", integration.clientId())
                .put("client_secret", integration.clientSecret())
                .put("redirect_uri", integration.redirectUrl())
                .put("grant_type", type);
    }
}
