package dev.mosty.testbed.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A command that has ended.
 *
 * @param said both on its output and as its errors
 */
public record Ran(int code, String said) {
    /** The root of the project. */
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    public static Ran of(Map<String, String> variables, String... command) {
        return told("", variables, List.of(command));
    }

    /** With something on its standard input. */
    static Ran told(String input, Map<String, String> variables, List<String> command) {
        var builder = new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true);
        builder.environment().putAll(variables);
        try {
            var process = builder.start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            try (var output = process.inputReader(StandardCharsets.UTF_8)) {
                var said = output.readAllAsString();
                return new Ran(process.waitFor(), said);
            }
        } catch (IOException e) {
            throw new IllegalStateException(command.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command.toString(), e);
        }
    }
}
