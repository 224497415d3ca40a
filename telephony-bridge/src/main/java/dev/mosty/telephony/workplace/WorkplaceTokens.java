package dev.mosty.telephony.workplace;

import dev.mosty.access.PresentedToken;
import dev.mosty.settings.Misconfigured;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code WORKPLACE_TOKENS}: the secret that opens the stream of an extension to a program. */
final class WorkplaceTokens {
    private static final int SHORTEST = 8;

    private final Map<String, byte[]> secrets;

    private WorkplaceTokens(Map<String, byte[]> secrets) {
        this.secrets = secrets;
    }

    /** @param list such as {@code 100:secret,101:secret}; may be empty */
    static WorkplaceTokens parse(String list) {
        Map<String, byte[]> secrets = new LinkedHashMap<>();
        for (String entry : list.split(",", -1)) {
            String pair = entry.strip();
            int colon = pair.indexOf(':');
            if (pair.isEmpty()) {
                continue;
            }
            String secret = pair.substring(colon + 1).strip();
            if (colon < 1
                    || secret.length() < SHORTEST
                    || PresentedToken.plain(secret).isEmpty()) {
                throw new Misconfigured(
                        "WORKPLACE_TOKENS",
                        "must be pairs such as 100:secret,101:secret, each secret of at least 8 plain characters");
            }
            secrets.put(pair.substring(0, colon).strip(), secret.getBytes(StandardCharsets.UTF_8));
        }
        return new WorkplaceTokens(secrets);
    }

    /** Takes the same time for every wrong guess of that length. */
    boolean opens(String ext, String presented) {
        byte[] secret = secrets.get(ext);
        byte[] guess = presented.getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(secret == null ? new byte[guess.length] : secret, guess) && secret != null;
    }
}
