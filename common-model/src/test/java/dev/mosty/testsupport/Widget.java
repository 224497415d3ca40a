package dev.mosty.testsupport;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** amoCRM, as far as it signs one-time tokens for the widgets of one integration. */
public final class Widget {
    public static final String CLIENT_ID = "00000000-0000-4000-8000-000000000001";
    public static final String CLIENT_SECRET = "widget-secret";
    public static final String REDIRECT_URL = "https://gate.example.org/amo/oauth/callback";
    public static final String ACCOUNT_ID = "31337";

    private Widget() {}

    /** A good one that nobody has presented. */
    public static String token() {
        var claims = new JwtClaims();
        claims.setIssuer("https://clinic.amocrm.ru");
        claims.setAudience("https://gate.example.org");
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setIssuedAtToNow();
        claims.setNotBeforeMinutesInThePast(1);
        claims.setExpirationTimeMinutesInTheFuture(30);
        claims.setClaim("account_id", Long.parseLong(ACCOUNT_ID));
        claims.setClaim("user_id", 17);
        claims.setClaim("client_uuid", CLIENT_ID);
        var token = new JsonWebSignature();
        token.setPayload(claims.toJson());
        token.setKey(new HmacKey(CLIENT_SECRET.getBytes(StandardCharsets.UTF_8)));
        token.setDoKeyValidation(false);
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
