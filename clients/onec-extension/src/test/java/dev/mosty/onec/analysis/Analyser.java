package dev.mosty.onec.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code bsl-language-server} as a program of its own. It ends with 0 whatever it finds, so only its
 * report counts (facts/telephony-and-1c.md §3).
 */
final class Analyser {
    private static final Path JAR = Path.of("target", "analyser", "bsl-language-server.jar");
    private static final long MOST_MINUTES = 5;

    private final Path sources;
    private final Path output;

    Analyser(Path sources, Path output) {
        this.sources = sources.toAbsolutePath();
        this.output = output.toAbsolutePath();
    }

    List<Finding> findings() throws IOException, InterruptedException {
        Files.createDirectories(output);
        Path report = output.resolve("bsl-json.json");
        Files.deleteIfExists(report);
        run();
        return read(new ObjectMapper().readTree(report.toFile()));
    }

    private void run() throws IOException, InterruptedException {
        Path log = output.resolve("analyser.log");
        Process process = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("The analyser did not end within " + MOST_MINUTES + " minutes: " + log);
        }
        if (process.exitValue() != 0) {
            throw new IOException("The analyser ended with " + process.exitValue() + ": " + log);
        }
    }

    private List<String> command() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(
                java,
                "-Xmx1g",
                // A run is short: the compiler that pays off later only takes a core from it.
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toAbsolutePath().toString(),
                "analyze",
                "--srcDir",
                sources.toString(),
                "--configuration",
                Path.of(".bsl-language-server.json").toAbsolutePath().toString(),
                "--reporter",
                "json",
                "--outputDir",
                output.toString(),
                "--silent");
    }

    private List<Finding> read(JsonNode report) {
        List<Finding> findings = new ArrayList<>();
        for (JsonNode file : report.path("fileinfos")) {
            String name = sources.relativize(
                            Path.of(URI.create(file.path("path").asText())))
                    .toString();
            for (JsonNode diagnostic : file.path("diagnostics")) {
                findings.add(new Finding(
                        diagnostic.path("code").asText(),
                        diagnostic.path("severity").asText(),
                        name,
                        diagnostic.path("range").path("start").path("line").asInt() + 1,
                        diagnostic.path("message").asText()));
            }
        }
        return List.copyOf(findings);
    }
}
