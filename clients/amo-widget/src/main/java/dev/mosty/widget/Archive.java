package dev.mosty.widget;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * {@code widget.zip} as amoCRM takes it: {@code manifest.json} with the build's version at the root, one
 * {@code script.js}, the texts, the style sheet and the logos (facts/amocrm.md §2, Archive).
 */
final class Archive {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path sources;
    private final Clock clock;

    Archive(Path sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    byte[] zip() throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            for (Map.Entry<String, byte[]> file : files().entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return archive.toByteArray();
    }

    private Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("manifest.json", manifest());
        files.put("script.js", Script.joined(sources.resolve("script")).getBytes(StandardCharsets.UTF_8));
        files.put("style.css", Files.readAllBytes(sources.resolve("style.css")));
        try (Stream<Path> texts = Files.list(sources.resolve("i18n"))) {
            for (Path text : texts.toList()) {
                files.put("i18n/" + text.getFileName(), Files.readAllBytes(text));
            }
        }
        for (Logo logo : Logo.ALL) {
            files.put("images/" + logo.name() + ".png", logo.png());
        }
        return files;
    }

    private byte[] manifest() throws IOException {
        ObjectNode manifest =
                (ObjectNode) JSON.readTree(sources.resolve("manifest.json").toFile());
        ((ObjectNode) manifest.path("widget")).put("version", Version.at(clock.instant()));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
    }
}
