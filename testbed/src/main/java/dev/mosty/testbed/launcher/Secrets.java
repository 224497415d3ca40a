package dev.mosty.testbed.launcher;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is made once and must outlive every restart; kept in {@code secrets.env}, readable by its owner alone.
 *
 * @param secretKey base64 of 32 bytes, {@code MOSTY_SECRET_KEY}
 * @param databasePassword of the services' role
 * @param superuserPassword of {@code postgres}
 */
public record Secrets(String secretKey, String databasePassword, String superuserPassword) {

    /**
     * Reads them, or makes and keeps them on the first start. A database whose secrets are gone is not given new ones:
     * what was sealed with the old key would be lost without a word.
     */
    public static Secrets in(Path data, Messages messages) throws IOException {
        Path file = data.resolve("secrets.env");
        if (!Files.exists(file) && LocalPostgres.holdsData(data)) {
            throw new Complaint(1, messages.text("secrets.gone", file));
        }
        Map<String, String> kept = Files.exists(file) ? DotEnv.read(file, messages) : Map.of();
        String secretKey = kept.getOrDefault("MOSTY_SECRET_KEY", "");
        Secrets made = made();
        Secrets secrets = new Secrets(
                secretKey.isEmpty() ? made.secretKey() : secretKey,
                kept.getOrDefault("DB_PASSWORD", made.databasePassword()),
                kept.getOrDefault("POSTGRES_PASSWORD", made.superuserPassword()));
        Map<String, String> all = new TreeMap<>(kept);
        all.put("MOSTY_SECRET_KEY", secrets.secretKey());
        all.put("DB_PASSWORD", secrets.databasePassword());
        all.put("POSTGRES_PASSWORD", secrets.superuserPassword());
        if (!all.equals(kept)) {
            write(file, all);
        }
        return secrets;
    }

    /** New ones, which nobody keeps yet. */
    static Secrets made() {
        return new Secrets(Base64.getEncoder().encodeToString(random(32)), password(), password());
    }

    /**
     * A secret that only the simulated world needs, such as the bridge's key for 1C: another one for each name and each
     * installation, and the same at every start.
     */
    public String made(String name) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secretKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] bytes = mac.doFinal(("simulated " + name).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes, 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** Letters and digits only, so that it needs no quoting in SQL, in a shell, in a URL. */
    private static String password() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(random(24))
                .replace('-', 'x')
                .replace('_', 'y');
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** Whole or not at all: a half-written key would lock its owner out of what it sealed. */
    private static void write(Path file, Map<String, String> values) throws IOException {
        StringBuilder text = new StringBuilder();
        values.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        Path draft = file.resolveSibling("secrets.env.new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, text);
        Files.move(draft, file, ATOMIC_MOVE);
    }

    /** Never the values: records print themselves into logs easily. */
    @Override
    public String toString() {
        return "Secrets[…]";
    }
}
