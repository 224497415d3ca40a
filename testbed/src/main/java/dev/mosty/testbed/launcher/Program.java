package dev.mosty.testbed.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a service is made of, and so how to start it. */
sealed interface Program {

    /** A service's fast-jar. */
    record QuarkusApp(String module) implements Program {}

    /** A class on the launcher's own class path. */
    record MainClass(String name) implements Program {}

    /**
     * The heap is small, since the queues live in the database; with the serial collector and bounded caches a service
     * is meant to stay under 350 MB resident. The C2 compiler stays on, since intake speed is worth its memory.
     * Out of memory ends the process, which is then restarted, instead of leaving half a service.
     */
    List<String> JVM_OPTIONS = List.of(
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:MaxDirectMemorySize=64m",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8");

    /** The whole command line. */
    default List<String> command(Suite suite) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        switch (this) {
            case QuarkusApp app -> {
                command.add("-jar");
                command.add(jar(suite, app).toString());
            }
            case MainClass main -> {
                command.add("-cp");
                command.add(System.getProperty("java.class.path"));
                command.add(main.name());
            }
        }
        return command;
    }

    /** Whether it has been built. */
    default boolean exists(Suite suite) {
        return switch (this) {
            case QuarkusApp app -> Files.exists(jar(suite, app));
            case MainClass main -> Program.class.getResource("/" + main.name().replace('.', '/') + ".class") != null;
        };
    }

    /** Whether this source tree, or the images, have it at all, built or not. */
    default boolean known(Suite suite) {
        return switch (this) {
            case QuarkusApp app ->
                suite.containers()
                        || Files.exists(suite.root().resolve(app.module()).resolve("pom.xml"))
                        || exists(suite);
            case MainClass main -> true;
        };
    }

    private static Path jar(Suite suite, QuarkusApp app) {
        return suite.app(app.module()).resolve("quarkus-run.jar");
    }
}
