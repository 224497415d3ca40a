package dev.mosty.settings;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The installation's one secret key, from which a key for each purpose is derived (HKDF-SHA256, RFC 5869), so that a
 * session key tells nothing about the sealing key. Never shown by {@code toString}.
 */
public final class SecretKeys {
    private static final String HOW = "make one with: openssl rand -base64 32";

    private final byte[] secret;

    private SecretKeys(byte[] secret) {
        this.secret = secret;
    }

    /**
     * Reads a key of exactly 32 bytes in base64, standard or URL alphabet.
     *
     * @param variable the variable it comes from, for the sentence
     * @throws Misconfigured if it is missing or anything else
     */
    public static SecretKeys parse(String variable, Optional<String> base64) {
        String text = base64.map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new Misconfigured(variable, "is not set; " + HOW));
        try {
            byte[] secret = Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
            if (secret.length == 32) {
                return new SecretKeys(secret);
            }
            throw new Misconfigured(variable, "holds " + secret.length + " bytes and must hold 32; " + HOW);
        } catch (IllegalArgumentException e) {
            throw new Misconfigured(variable, "is not base64 of 32 bytes; " + HOW);
        }
    }

    /** The 32 bytes for one purpose, such as {@code "seal"} or {@code "session"}; always the same for the same key. */
    public byte[] derive(String purpose) {
        try {
            byte[] info = ("mosty/" + purpose).getBytes(StandardCharsets.UTF_8);
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract().addIKM(secret).thenExpand(info, 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF-SHA256 is part of every JDK since 25", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretKeys keys && Arrays.equals(secret, keys.secret);
    }

    @Override
    public int hashCode() {
        return 1;
    }

    @Override
    public String toString() {
        return "SecretKeys[set]";
    }
}
