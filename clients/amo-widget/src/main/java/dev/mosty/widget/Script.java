package dev.mosty.widget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes one {@code script.js} of small files, because amoCRM's loader fetches only that one by itself. The files share
 * one scope and know nothing of modules; their constants are read only by functions, so their order does not matter.
 */
final class Script {
    private static final String HEAD = """
            define([], function () {
            'use strict';
            """;
    private static final String TAIL = """

            return Widget;
            });
            """;

    private Script() {}

    static String joined(Path directory) throws IOException {
        StringBuilder script = new StringBuilder(HEAD);
        try (Stream<Path> list = Files.list(directory)) {
            List<Path> parts = list.filter(part -> part.toString().endsWith(".js"))
                    .sorted()
                    .toList();
            for (Path part : parts) {
                script.append("\n// ── ").append(part.getFileName()).append(" ──\n\n");
                script.append(Files.readString(part));
            }
        }
        return script.append(TAIL).toString();
    }
}
