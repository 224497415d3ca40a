package dev.mosty.testbed.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** The C program {@code wrk} with one thread, and a script that makes the bodies and tells the percentiles. */
record WrkLoad(Bodies bodies) implements Load {

    private static final String RESULT = "RESULT ";

    static boolean installed() {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "wrk")));
    }

    @Override
    public String name() {
        return "wrk, 1 thread";
    }

    @Override
    public Outcome run(String url, Duration length) throws IOException, InterruptedException {
        Path script = Files.createTempFile("load", ".lua");
        try {
            Files.writeString(script, bodies.script() + Bodies.resource("result.lua"));
            Process wrk = new ProcessBuilder(
                            "wrk",
                            "-t1",
                            "-c" + CONNECTIONS,
                            "-d" + length.toSeconds() + "s",
                            "--timeout",
                            "20s",
                            "-s",
                            script.toString(),
                            url)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            wrk.waitFor();
            return outcome(said);
        } finally {
            Files.delete(script);
        }
    }

    static Outcome outcome(String said) throws IOException {
        String line = said.lines()
                .filter(text -> text.startsWith(RESULT))
                .findFirst()
                .orElseThrow(() -> new IOException("wrk said: " + said));
        JsonNode result = new ObjectMapper().readTree(line.substring(RESULT.length()));
        return new Outcome(
                result.path("answered").asLong() - result.path("refused").asLong(),
                result.path("refused").asLong() + result.path("broken").asLong(),
                result.path("micros").asLong() / 1e6,
                result.path("p50").asDouble() / 1e3,
                result.path("p95").asDouble() / 1e3,
                result.path("p99").asDouble() / 1e3,
                result.path("max").asDouble() / 1e3);
    }
}
