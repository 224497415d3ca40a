package dev.mosty.admin.logs;

import jakarta.inject.Singleton;

/**
 * Whether the process was told to stop. Quarkus waits for running requests first and says so afterwards, and a stream
 * would run until that patience is over.
 */
@Singleton
class Stopping {
    private volatile boolean told;

    Stopping() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> told = true, "live-log-stop"));
    }

    boolean now() {
        return told;
    }
}
