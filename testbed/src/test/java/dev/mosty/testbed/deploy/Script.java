package dev.mosty.testbed.deploy;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** A script of {@code deploy/docker}, run as it is. */
record Script(Path file, Map<String, String> environment) {

    static Script named(String name, Map<String, String> environment) {
        return new Script(Ran.ROOT.resolve("deploy/docker").resolve(name), environment);
    }

    Ran run(String... arguments) {
        return told("", arguments);
    }

    /** With something on its standard input. */
    Ran told(String input, String... arguments) {
        return Ran.told(
                input,
                environment,
                Stream.concat(Stream.of(file.toString()), Stream.of(arguments)).toList());
    }
}
