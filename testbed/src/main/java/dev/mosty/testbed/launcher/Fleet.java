package dev.mosty.testbed.launcher;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The running services: starts them, starts again those that die, stops them last first.
 *
 * <p>Every step holds the monitor, so that a stop that comes in the middle of a start waits for the step and then ends
 * what it began; nothing is started after it.
 */
final class Fleet {

    private final Suite suite;
    private final Secrets secrets;
    private final Map<String, String> dotEnv;
    private final Console console;
    private final LocalPostgres postgres;
    private final Spawner spawner = new Spawner();
    private final Map<Service, Child> children = new LinkedHashMap<>();
    private final Map<Service, Restarts> restarts = new HashMap<>();
    private final CompletableFuture<Integer> givenUp = new CompletableFuture<>();
    private boolean stopping;

    Fleet(Suite suite, Secrets secrets, Map<String, String> dotEnv, Console console) {
        this.suite = suite;
        this.secrets = secrets;
        this.dotEnv = dotEnv;
        this.console = console;
        this.postgres = new LocalPostgres(suite, secrets);
    }

    synchronized void startPostgres() throws IOException {
        if (!stopping) {
            postgres.start();
        }
    }

    synchronized void start(Service service) throws IOException, InterruptedException {
        if (stopping) {
            return;
        }
        Child child = Child.start(
                service,
                suite,
                Environment.of(service, suite, secrets, dotEnv),
                spawner,
                line -> console.line(service.name(), line));
        children.put(service, child);
        child.whenEnded(ended -> died(service, ended));
    }

    /** Completed with the exit code when a service dies again and again. */
    CompletableFuture<Integer> givenUp() {
        return givenUp;
    }

    synchronized List<String> lastLines(Service service) throws InterruptedException {
        Child child = children.get(service);
        return child == null ? List.of() : child.lastLines();
    }

    private synchronized void died(Service service, Child child) {
        if (stopping) {
            return;
        }
        report(service, child);
        Optional<Duration> pause = restarts.computeIfAbsent(service, one -> new Restarts(Clock.systemUTC()))
                .afterDeath();
        if (pause.isEmpty()) {
            console.say(suite.text(
                    "child.given-up",
                    service.name(),
                    Restarts.LIMIT,
                    suite.logs().resolve(service.name() + ".log")));
            givenUp.complete(1);
            return;
        }
        console.say(suite.text("child.restart", service.name(), seconds(pause.get())));
        CompletableFuture.delayedExecutor(pause.get().toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> restart(service));
    }

    private void report(Service service, Child child) {
        List<String> report = new ArrayList<>();
        report.add(suite.text("child.died", service.name(), child.exitCode()));
        try {
            child.lastLines().forEach(line -> report.add("  " + line));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        console.say(String.join("\n", report));
    }

    private void restart(Service service) {
        try {
            start(service);
        } catch (IOException e) {
            console.say(suite.text("child.not-started", service.name(), e.getMessage()));
            givenUp.complete(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Last started, first stopped; the database goes last. One that cannot be stopped does not keep the others up. */
    synchronized void stop() {
        stopping = true;
        new ArrayList<>(children.keySet())
                .reversed()
                .forEach(service -> stop(service.name(), () -> {
                    Child child = children.get(service);
                    if (child != null) {
                        child.stop();
                    }
                }));
        if (postgres.started()) {
            stop("postgres", postgres::stop);
        }
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    private void stop(String name, Step step) {
        try {
            step.run();
            console.say(suite.text("stopped.one", name));
        } catch (IOException e) {
            console.say(suite.text("stopped.not", name, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static String seconds(Duration duration) {
        return "%d.%d".formatted(duration.toSeconds(), duration.toMillisPart() / 100);
    }
}
