package dev.mosty.testbed.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A script of {@code deploy/docker}, run as it is. */
record Script(Path file, Map<String, String> environment) {

    /** @param output of both streams */
    record Ended(int status, String output) {}

    static Script named(String name, Map<String, String> environment) {
        return new Script(ComposeFile.ROOT.resolve("deploy/docker").resolve(name), environment);
    }

    Ended run(String... arguments) {
        return told("", arguments);
    }

    /** With something on its standard input. */
    Ended told(String input, String... arguments) {
        List<String> command =
                Stream.concat(Stream.of(file.toString()), Stream.of(arguments)).toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw new IllegalStateException(command.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command.toString(), e);
        }
    }
}
