package dev.mosty.access;

import dev.mosty.settings.SecretKeys;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/**
 * The value of the cookie {@value #NAME}: a JWT (HS256) that holds nothing but the session's id and its end. The
 * signature keeps guesses away from the database; what the session may do is said by the database alone.
 */
public final class SessionCookie {
    /** The cookie that every service reads, with the path {@code /}. */
    public static final String NAME = "mosty_session";

    private static final String AUDIENCE = "mosty";
    private static final int LONGEST = 1_000;

    private final SecretKey current;
    private final List<SecretKey> accepted;
    private final Clock clock;

    /** @param old only verifies, while {@code MOSTY_SECRET_KEY} is being changed */
    SessionCookie(SecretKeys current, Optional<SecretKeys> old, Clock clock) {
        this.current = key(current);
        this.accepted = Stream.concat(Stream.of(this.current), old.stream().map(SessionCookie::key))
                .toList();
        this.clock = clock;
    }

    String of(String session, Instant expires) {
        var claims = new JwtClaims();
        claims.setJwtId(session);
        claims.setAudience(AUDIENCE);
        claims.setExpirationTime(NumericDate.fromSeconds(expires.getEpochSecond()));
        var jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        jws.setKey(current);
        jws.setPayload(claims.toJson());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("HS256 is part of every JDK", e);
        }
    }

    /** The session's id; empty for whatever we did not sign, and after its end. */
    Optional<String> session(String cookie) {
        return cookie.length() > LONGEST
                ? Optional.empty()
                : accepted.stream()
                        .flatMap(key -> session(key, cookie).stream())
                        .findFirst();
    }

    private Optional<String> session(SecretKey key, String cookie) {
        JwtConsumer consumer = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(
                        new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256))
                .setVerificationKey(key)
                .setExpectedAudience(AUDIENCE)
                .setRequireExpirationTime()
                .setRequireJwtId()
                .setEvaluationTime(NumericDate.fromSeconds(clock.instant().getEpochSecond()))
                .build();
        try {
            return Optional.of(consumer.processToClaims(cookie).getJwtId());
        } catch (InvalidJwtException | MalformedClaimException e) {
            return Optional.empty();
        }
    }

    private static SecretKey key(SecretKeys keys) {
        return new SecretKeySpec(keys.derive("session"), "HmacSHA256");
    }
}
