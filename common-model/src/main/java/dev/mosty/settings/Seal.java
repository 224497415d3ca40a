package dev.mosty.settings;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;

/**
 * Seals secrets for the database: AES-256-GCM by Google Tink, with the setting's name as associated data, so that a
 * sealed value copied to another row does not open there. The sealed form is text, {@code v1:} and base64.
 */
public final class Seal {
    private static final String VERSION = "v1:";

    private final AesGcmJce current;
    private final Optional<AesGcmJce> old;

    /**
     * @param current seals, and opens
     * @param old only opens, while {@code MOSTY_SECRET_KEY} is being changed
     */
    public Seal(SecretKeys current, Optional<SecretKeys> old) {
        this.current = cipher(current);
        this.old = old.map(Seal::cipher);
    }

    public String seal(String name, String plain) {
        try {
            byte[] sealed = current.encrypt(bytes(plain), bytes(name));
            return VERSION + Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to seal", e);
        }
    }

    /**
     * @param name the name it was sealed under
     * @throws CannotOpen if neither key opens it
     */
    public String open(String name, String sealed) {
        return open(current, name, sealed)
                .or(() -> old.flatMap(key -> open(key, name, sealed)))
                .orElseThrow(() -> new CannotOpen(name));
    }

    /** Whether the current key opens it, so that it outlives the old one. */
    public boolean isCurrent(String name, String sealed) {
        return open(current, name, sealed).isPresent();
    }

    @Override
    public String toString() {
        return old.isPresent() ? "Seal[current and old key]" : "Seal[current key]";
    }

    private static Optional<String> open(AesGcmJce key, String name, String sealed) {
        if (!sealed.startsWith(VERSION)) {
            return Optional.empty();
        }
        try {
            byte[] content = Base64.getDecoder().decode(sealed.substring(VERSION.length()));
            return Optional.of(new String(key.decrypt(content, bytes(name)), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static AesGcmJce cipher(SecretKeys keys) {
        try {
            return new AesGcmJce(keys.derive("seal"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is part of every JDK", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
