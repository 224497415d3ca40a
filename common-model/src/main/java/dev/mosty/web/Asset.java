package dev.mosty.web;

import dev.mosty.settings.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A file that a browser needs beside a page. Its address carries a digest of the content: browsers keep it for ever
 * ({@link #KEPT}), and ask anew when it has changed.
 *
 * @param type its media type
 */
public record Asset(String content, String digest, String type) {
    /** The {@code Cache-Control} of an address that names the content. */
    public static final String KEPT = "public, max-age=31536000, immutable";

    private static final Map<String, String> TYPES =
            Map.of("css", "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8", "svg", "image/svg+xml");

    /**
     * @param source where it lies in the program; what every service's pages share is {@code assets/style.css} and
     *     {@code assets/icon.svg}
     */
    public static Asset read(String source) {
        try (InputStream stream = Thread.currentThread().getContextClassLoader().getResourceAsStream(source)) {
            if (stream == null) {
                throw new IllegalStateException("the program lacks " + source);
            }
            String content = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            String type = TYPES.getOrDefault(source.substring(source.lastIndexOf('.') + 1), "text/plain");
            return new Asset(content, Sha256.hex(content).substring(0, 12), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
