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

    public static Ran of(Map<String, String> variables, String... command) throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(List.of(command)).directory(ROOT.toFile()).redirectErrorStream(true);
        builder.environment().putAll(variables);
        var process = builder.start();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            var said = output.readAllAsString();
            return new Ran(process.waitFor(), said);
        }
    }
}
