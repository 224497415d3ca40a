package dev.mosty.access;

import dev.mosty.web.Origins;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;
import org.jspecify.annotations.Nullable;

/**
 * Reads the one-time token that amoCRM gives to its widgets ({@code $authorizedAjax}, header {@code X-Auth-Token};
 * {@code facts/amocrm.md §2}, Widget JWT): HS256 with the integration's secret, for this integration, from an account
 * whose pages may call, and not yet over. Whether it was presented before is not known here: {@link UsedJti}.
 *
 * @param secret the integration's secret key
 * @param clientId the integration's id, which {@code client_uuid} must equal
 * @param audience what {@code aud} must equal, scheme and host of the integration's redirect link; empty if not known
 * @param account what {@code account_id} must equal; empty for any
 * @param issuers where {@code iss}, the account's address, must be one of
 */
public record WidgetToken(
        String secret, String clientId, Optional<String> audience, Optional<String> account, Origins issuers) {

    private static final Logger LOG = Logger.getLogger(WidgetToken.class);

    /** amoCRM's live 30 minutes; the clocks of two machines differ. */
    private static final int SKEW_SECONDS = 10;

    private static final int LONGEST_LIFE_MINUTES = 24 * 60;
    private static final int MAX_LENGTH = 4096;

    /**
     * What a good token says.
     *
     * @param account the amoCRM account's id
     * @param jti the token's own id
     * @param expires when even the slowest clock no longer takes it
     */
    public record Claims(String account, String jti, Instant expires) {}

    /** What it says, or empty if any of the checks fails. */
    public Optional<Claims> read(String presented, Clock clock) {
        if (presented.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            JwtClaims claims = new JwtConsumerBuilder()
                    .setJwsAlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256)
                    .setVerificationKey(new HmacKey(secret.getBytes(StandardCharsets.UTF_8)))
                    // amoCRM chooses the secret's length, not we.
                    .setRelaxVerificationKeyValidation()
                    .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                    .setAllowedClockSkewInSeconds(SKEW_SECONDS)
                    .setMaxFutureValidityInMinutes(LONGEST_LIFE_MINUTES)
                    .setRequireExpirationTime()
                    .setRequireJwtId()
                    .setSkipDefaultAudienceValidation()
                    .build()
                    .processToClaims(presented);
            Optional<String> wrong = wrong(claims);
            wrong.ifPresent(why -> LOG.warnf("A widget's token was refused: %s", why));
            return wrong.isPresent() ? Optional.empty() : Optional.of(claims(claims));
        } catch (InvalidJwtException e) {
            LOG.infof(
                    "A widget's token was refused: %s",
                    e.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)
                            ? "it is signed with another secret than WIDGET_CLIENT_SECRET (or AMO_CLIENT_SECRET)"
                            : e.hasExpired() ? "it is over" : "it is none that can be read");
            return Optional.empty();
        }
    }

    /** Which claim of a rightly signed token does not fit, in an operator's words: mostly a setting of ours is wrong. */
    private Optional<String> wrong(JwtClaims claims) {
        try {
            List<String> audiences = claims.getAudience();
            if (!clientId.equals(claims.getClaimValue("client_uuid"))) {
                return Optional.of("client_uuid is not WIDGET_CLIENT_ID (or AMO_CLIENT_ID)");
            }
            if (origin(claims.getIssuer()).filter(issuers::contains).isEmpty()) {
                return Optional.of("iss is not among CORS_ORIGINS");
            }
            if (audiences.stream().noneMatch(this::isForUs)) {
                return Optional.of("aud is not the origin of WIDGET_REDIRECT_URL (or AMO_REDIRECT_URL)");
            }
            if (!account.map(id -> id.equals(accountOf(claims))).orElse(true)) {
                return Optional.of("account_id is not AMO_ACCOUNT_ID");
            }
            return claims.getJwtId().isBlank() ? Optional.of("jti is empty") : Optional.empty();
        } catch (MalformedClaimException e) {
            return Optional.of("a claim has a wrong type");
        }
    }

    private boolean isForUs(String said) {
        Optional<String> origin = origin(said);
        return origin.isPresent() && (audience.isEmpty() || origin.equals(origin(audience.get())));
    }

    private static Claims claims(JwtClaims claims) {
        try {
            Instant expires = Instant.ofEpochMilli(claims.getExpirationTime().getValueInMillis());
            return new Claims(accountOf(claims), claims.getJwtId(), expires.plusSeconds(SKEW_SECONDS));
        } catch (MalformedClaimException e) {
            throw new IllegalStateException("both were read before", e);
        }
    }

    private static String accountOf(JwtClaims claims) {
        return String.valueOf(claims.getClaimValue("account_id"));
    }

    /** Scheme, host and port of an address; the scheme's own port is left out, as browsers do. */
    private static Optional<String> origin(@Nullable String address) {
        try {
            URI uri = URI.create(String.valueOf(address).strip());
            if (uri.getScheme() == null || uri.getHost() == null) {
                return Optional.empty();
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            int usual = scheme.equals("https") ? 443 : 80;
            String port = uri.getPort() == -1 || uri.getPort() == usual ? "" : ":" + uri.getPort();
            return Optional.of(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "WidgetToken[" + clientId + "]";
    }
}
