package dev.mosty.testbed.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Starts processes that do not outlive the launcher, even one killed with -9: the kernel sends them SIGTERM
 * ({@code setpriv --pdeathsig}). It does so when the thread that started them ends, not the process: hence one thread
 * for all of them, which lives as long as the launcher.
 *
 * <p>Each gets a session of its own ({@code setsid}). A terminal's Ctrl-C goes to the whole foreground group; the
 * children must hear of it from the launcher instead, in order.
 *
 * <p>Without these two programs (util-linux, on every Debian) leftovers wait for the next start: {@link PidFile}.
 */
final class Spawner {

    private static final List<String> WRAPPER = Stream.of("setsid", "setpriv").allMatch(Spawner::onPath)
            ? List.of("setsid", "setpriv", "--pdeathsig", "TERM")
            : List.of();

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("spawner").daemon().factory());

    /** Wrapper and program are one process: each replaces itself by the next, so the pid is the program's. */
    Process start(ProcessBuilder builder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(WRAPPER);
        command.addAll(builder.command());
        builder.command(command);
        try {
            return thread.submit(builder::start).get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
