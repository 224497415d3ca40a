package dev.mosty.admin.onec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The sample of a publication that the help shows; {@code docs/1c.md} has the same. */
final class Sample {
    static final String VRD = read();

    private Sample() {}

    private static String read() {
        try (InputStream file = Sample.class.getResourceAsStream("default.vrd")) {
            return new String(Objects.requireNonNull(file, "default.vrd").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("default.vrd cannot be read", e);
        }
    }
}
