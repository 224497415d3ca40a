package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.simulation.Json;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens of the shape that amoCRM gives out, for readers of {@code exp}; the simulator itself trusts its memory. */
final class Jwt {
    private Jwt() {}

    static String sign(JsonNode claims, String secret) {
        String signed = base64("{\"typ\":\"JWT\",\"alg\":\"HS256\"}") + "." + base64(Json.text(claims));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
