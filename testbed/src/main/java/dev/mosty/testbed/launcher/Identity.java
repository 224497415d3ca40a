package dev.mosty.testbed.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that can be told from a later one with the same number.
 *
 * @param startTicks field 22 of {@code /proc/<pid>/stat}: since boot, so that setting the clock does not change it
 */
record Identity(long pid, long startTicks) {

    private static final String ZOMBIE = "Z";

    /** Empty when there is no such process, or when it has ended and only waits for its parent to notice. */
    static Optional<Identity> of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The name before these fields is in brackets and may hold spaces and brackets itself.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
            return fields[0].equals(ZOMBIE)
                    ? Optional.empty()
                    : Optional.of(new Identity(pid, Long.parseLong(fields[19])));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<Identity> parse(String text) {
        try {
            String[] parts = text.strip().split(" ", -1);
            return parts.length == 2
                    ? Optional.of(new Identity(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    boolean alive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** SIGTERM; nothing when it has ended. */
    void terminate() {
        if (alive()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        }
    }

    /** Asks it to end, and after the grace ends it. */
    void stop(Duration grace) throws InterruptedException {
        terminate();
        if (!ends(grace)) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            ends(grace);
        }
    }

    /** Waits for its end; false when it is still there. */
    boolean ends(Duration within) throws InterruptedException {
        // Asked again and again: Java can only wait for its own children, and is fooled by another's zombie.
        for (Instant limit = Instant.now().plus(within); alive(); Thread.sleep(20)) {
            if (Instant.now().isAfter(limit)) {
                return false;
            }
        }
        return true;
    }

    String text() {
        return pid + " " + startTicks;
    }
}
