package dev.mosty.proxy;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** amoCRM, as far as it signs tokens for its widgets. */
final class Widget {
    private Widget() {}

    /** A good one that nobody has presented. */
    static String token() {
        var claims = new JwtClaims();
        claims.setIssuer("https://clinic.amocrm.ru");
        claims.setAudience("https://gate.example.org");
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setIssuedAtToNow();
        claims.setNotBeforeMinutesInThePast(1);
        claims.setExpirationTimeMinutesInTheFuture(30);
        claims.setClaim("account_id", 31337);
        claims.setClaim("user_id", 17);
        claims.setClaim("client_uuid", "00000000-0000-4000-8000-000000000001");
        var token = new JsonWebSignature();
        token.setPayload(claims.toJson());
        token.setKey(new HmacKey("widget-secret".getBytes(StandardCharsets.UTF_8)));
        token.setDoKeyValidation(false);
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
