package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Gives out and takes back tokens (facts/amocrm.md §2, OAuth): a code lives 20 minutes and serves
 * once; a refresh token lives three months, serves once and brings the next; an access token is a
 * JWT with {@code exp}. Using a refresh token twice answers {@code Token has been revoked}.
 */
public final class OAuthServer {
    private static final Duration CODE_LIFE = Duration.ofMinutes(20);
    private static final Duration REFRESH_LIFE = Duration.ofDays(91);
    private static final Duration ONE_TIME_LIFE = Duration.ofMinutes(30);
    private static final Instant LONG_LIFE_END = Instant.parse("2100-01-01T00:00:00Z");
    private static final int MAX_REMEMBERED = 10_000;

    private final SimulatorOptions options;
    private final Knobs knobs;
    private final Runnable changed;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Instant> codes = new LinkedHashMap<>();
    private final Map<String, Instant> accessTokens = new LinkedHashMap<>();
    private final Map<String, Instant> refreshTokens = new LinkedHashMap<>();
    private final Set<String> revoked = new LinkedHashSet<>();

    OAuthServer(SimulatorOptions options, Knobs knobs, Runnable changed) {
        this.options = options;
        this.knobs = knobs;
        this.changed = changed;
    }

    /** Everything that a restart must not forget; the instants are when each ends. */
    record State(
            Map<String, Instant> codes,
            Map<String, Instant> accessTokens,
            Map<String, Instant> refreshTokens,
            Set<String> revoked) {}

    /** What a token request was answered with. */
    sealed interface Grant {
        /** Tokens, and the seconds that the first of them lives. */
        record Given(String accessToken, String refreshToken, long expiresIn) implements Grant {}

        /** A refusal with its HTTP status. */
        record Refused(int status, String hint) implements Grant {}
    }

    /** A new code, as if somebody had pressed "allow" in amoCRM. */
    public synchronized String issueCode() {
        String code = "def502" + HexFormat.of().formatHex(randomBytes(48));
        remember(codes, code, CODE_LIFE);
        changed.run();
        return code;
    }

    /** Takes a code that its user chose, for an account that has not given out a token yet: its first consent. */
    public synchronized void acceptFirst(String code) {
        if (accessTokens.isEmpty() && refreshTokens.isEmpty() && revoked.isEmpty()) {
            remember(codes, code, CODE_LIFE);
            changed.run();
        }
    }

    /** The integration's long-lived token, which never ends and cannot be refreshed. */
    public String longLivedToken() {
        ObjectNode claims = claims(Instant.parse("2026-01-01T00:00:00Z"), LONG_LIFE_END, "long-lived");
        return Jwt.sign(claims, options.integration().clientSecret());
    }

    /** What amoCRM's pages put into {@code X-Auth-Token} for a widget (facts/amocrm.md §2, Widget JWT). */
    public String issueOneTimeToken() {
        Instant now = now();
        String account = options.subdomain() + ".amocrm.ru";
        ObjectNode claims = Json.object()
                .put("iss", "https://" + account)
                .put("aud", origin(options.integration().redirectUri()))
                .put("jti", UUID.randomUUID().toString())
                .put("iat", now.getEpochSecond())
                .put("nbf", now.getEpochSecond())
                .put("exp", now.plus(ONE_TIME_LIFE).getEpochSecond())
                .put("account_id", options.accountId())
                .put("subdomain", options.subdomain())
                .put("client_uuid", options.integration().clientId())
                .put("user_id", Author.MANAGER.userId())
                .put("is_admin", false);
        return Jwt.sign(claims, options.integration().clientSecret());
    }

    /** From now on every access token that was given out is answered with 401. */
    public synchronized void expireAccessTokens() {
        accessTokens.clear();
        changed.run();
    }

    /** Takes back every refresh token: the integration has to be allowed anew. */
    public synchronized void revokeRefreshTokens() {
        List.copyOf(refreshTokens.keySet()).forEach(this::revoke);
        changed.run();
    }

    synchronized boolean accepts(String bearer) {
        Instant end = accessTokens.get(bearer);
        return bearer.equals(longLivedToken()) || (end != null && now().isBefore(end));
    }

    synchronized Grant exchange(JsonNode body) {
        Integration ours = options.integration();
        if (!ours.clientId().equals(body.path("client_id").asText())
                || !ours.clientSecret().equals(body.path("client_secret").asText())) {
            return new Grant.Refused(401, "Client authentication failed");
        }
        if (!ours.redirectUri().equals(body.path("redirect_uri").asText())) {
            return new Grant.Refused(400, "Redirect URI does not match the integration's");
        }
        return switch (body.path("grant_type").asText()) {
            case "authorization_code" -> exchangeCode(body.path("code").asText());
            case "refresh_token" -> refresh(body.path("refresh_token").asText());
            default -> new Grant.Refused(400, "The authorization grant type is not supported");
        };
    }

    synchronized State state() {
        return new State(
                new LinkedHashMap<>(codes),
                new LinkedHashMap<>(accessTokens),
                new LinkedHashMap<>(refreshTokens),
                new LinkedHashSet<>(revoked));
    }

    synchronized void restore(State state) {
        forgetEverything();
        codes.putAll(state.codes());
        accessTokens.putAll(state.accessTokens());
        refreshTokens.putAll(state.refreshTokens());
        revoked.addAll(state.revoked());
    }

    synchronized void forgetEverything() {
        codes.clear();
        accessTokens.clear();
        refreshTokens.clear();
        revoked.clear();
    }

    private Grant exchangeCode(String code) {
        Instant end = codes.remove(code);
        if (end == null) {
            return new Grant.Refused(400, "Authorization code has been revoked");
        }
        return now().isBefore(end) ? give() : new Grant.Refused(400, "Authorization code has expired");
    }

    private Grant refresh(String token) {
        if (revoked.contains(token)) {
            return new Grant.Refused(401, "Token has been revoked");
        }
        Instant end = refreshTokens.get(token);
        if (end == null) {
            return new Grant.Refused(401, "Cannot decrypt the refresh token");
        }
        revoke(token);
        return now().isBefore(end) ? give() : new Grant.Refused(401, "Token has expired");
    }

    private Grant give() {
        Instant now = now();
        long life = knobs.accessTokenSeconds;
        ObjectNode claims = claims(now, now.plusSeconds(life), UUID.randomUUID().toString());
        String access = Jwt.sign(claims, options.integration().clientSecret());
        String refresh = "def502" + HexFormat.of().formatHex(randomBytes(96));
        remember(accessTokens, access, Duration.ofSeconds(life));
        remember(refreshTokens, refresh, REFRESH_LIFE);
        changed.run();
        return new Grant.Given(access, refresh, life);
    }

    private void revoke(String refreshToken) {
        refreshTokens.remove(refreshToken);
        revoked.add(refreshToken);
        if (revoked.size() > MAX_REMEMBERED) {
            revoked.remove(revoked.iterator().next());
        }
    }

    private void remember(Map<String, Instant> tokens, String token, Duration life) {
        tokens.put(token, now().plus(life));
        if (tokens.size() > MAX_REMEMBERED) {
            tokens.remove(tokens.keySet().iterator().next());
        }
    }

    private ObjectNode claims(Instant issued, Instant end, String id) {
        return Json.object()
                .put("aud", options.integration().clientId())
                .put("jti", id)
                .put("iat", issued.getEpochSecond())
                .put("nbf", issued.getEpochSecond())
                .put("exp", end.getEpochSecond())
                .put("sub", "" + Author.INTEGRATION.userId())
                .put("grant_type", "")
                .put("account_id", options.accountId())
                .put("base_domain", "amocrm.ru")
                .put("version", 2)
                .put("api_domain", "api-b.amocrm.ru");
    }

    private static String origin(String address) {
        URI uri = URI.create(address);
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private Instant now() {
        return options.clock().instant();
    }
}
