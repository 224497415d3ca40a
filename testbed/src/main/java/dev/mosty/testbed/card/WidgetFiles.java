package dev.mosty.testbed.card;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The files of the built {@code widget.zip}, which the module amo-widget brings on the class path. */
record WidgetFiles(Map<String, byte[]> all) {

    /** @throws IllegalStateException with a sentence, if the widget was not built */
    static WidgetFiles built() {
        try (InputStream archive = WidgetFiles.class.getResourceAsStream("/widget.zip")) {
            if (archive == null) {
                throw new IllegalStateException("There is no widget.zip on the class path: build clients/amo-widget");
            }
            return new WidgetFiles(read(new ZipInputStream(archive)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<byte[]> find(String path) {
        return Optional.ofNullable(all.get(path));
    }

    static String type(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "js" -> "text/javascript; charset=utf-8";
            case "json" -> "application/json; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "png" -> "image/png";
            default -> "application/octet-stream";
        };
    }

    private static Map<String, byte[]> read(ZipInputStream zip) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            files.put(entry.getName(), zip.readAllBytes());
        }
        return files;
    }
}
