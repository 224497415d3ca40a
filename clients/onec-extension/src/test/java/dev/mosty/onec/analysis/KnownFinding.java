package dev.mosty.onec.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * An error of the analyser that is none, from {@code known-findings.txt}.
 *
 * @param code the diagnostic's name
 * @param file its end, below the root of the sources
 * @param message a part of what the analyser says
 * @param reason why it is none
 */
record KnownFinding(String code, String file, String message, String reason) {

    static List<KnownFinding> read() {
        try (InputStream file = KnownFinding.class.getResourceAsStream("known-findings.txt")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(KnownFinding::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KnownFinding of(String line) {
        List<String> parts = List.of(line.split("\\s*\\|\\s*", 4));
        if (parts.size() != 4 || parts.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("Not «code | file | message | reason»: " + line);
        }
        return new KnownFinding(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
    }

    boolean covers(Finding finding) {
        return finding.code().equals(code)
                && finding.file().endsWith(file)
                && finding.message().contains(message);
    }
}
