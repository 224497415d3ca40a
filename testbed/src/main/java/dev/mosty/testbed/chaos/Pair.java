package dev.mosty.testbed.chaos;

import dev.mosty.testbed.launcher.Complaint;
import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.Service;
import dev.mosty.testbed.launcher.Stand;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Two replicas of a service that are killed, stopped and frozen, of which one always lives. */
final class Pair {
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration BEFORE_STARTING_AGAIN = Duration.ofSeconds(1);

    /** Above all that listens for one service or another. */
    private static final int SECOND_PORT = 16;

    private final Stand stand;
    private final Service service;
    private final Map<String, String> environment;
    private final List<Life> lives = new CopyOnWriteArrayList<>();
    private Optional<Thread> thawing = Optional.empty();
    private volatile int frozen = -1;

    /** @param environment on top of what {@code up} gives it */
    Pair(Stand stand, String service, Map<String, String> environment) throws IOException, InterruptedException {
        this.stand = stand;
        this.service = Service.named(service);
        this.environment = environment;
        lives.add(start(0));
        lives.add(start(1));
    }

    /** A process from its start to its end, which tells what may have been lost with it. */
    static final class Life {
        private final Node node;
        private volatile boolean killed;

        private Life(Node node) {
            this.node = node;
        }

        /** It had no chance to put anything away. */
        boolean killed() {
            return killed;
        }

        String url() {
            return node.url();
        }
    }

    /** A process that ends at its start, since the database is away just then, is started again as by any supervisor. */
    private Life start(int which) throws IOException, InterruptedException {
        String name = service.name() + (which == 0 ? "-a" : "-b");
        long begun = System.nanoTime();
        while (true) {
            Node node = stand.start(service, name, which * SECOND_PORT, any -> false, environment);
            try {
                node.awaitReady(READY);
                return new Life(node);
            } catch (Complaint ended) {
                if (node.alive() || System.nanoTime() - begun > READY.toNanos()) {
                    throw ended;
                }
                Thread.sleep(BEFORE_STARTING_AGAIN);
            }
        }
    }

    List<String> urls() {
        return lives.stream().map(Life::url).toList();
    }

    /** The process that serves there now, which may be another one soon. */
    Life life(int which) {
        return lives.get(which);
    }

    /** Empty if another process has taken over since: then nobody knows which of the two answered. */
    Optional<Life> still(Life before) {
        return lives.contains(before) ? Optional.of(before) : Optional.empty();
    }

    /** As a balancer's check sees it: what is under way in a frozen one stays there, nothing new comes. */
    boolean fit(int which) {
        return which != frozen;
    }

    /** Kills it, the other if it is frozen, and starts it again. */
    void kill(int wanted, Duration dead) throws IOException, InterruptedException {
        int which = wanted == frozen ? 1 - wanted : wanted;
        Life life = lives.get(which);
        life.killed = true;
        life.node.kill();
        Thread.sleep(dead);
        lives.set(which, start(which));
    }

    /** SIGTERM: whatever it owes must be paid before it goes. Then it is started again. */
    void stop(int which, Duration gone) throws IOException, InterruptedException {
        lives.get(which).node.stop();
        Thread.sleep(gone);
        lives.set(which, start(which));
    }

    /** Both end in order, so that nothing is left which only they knew. */
    void stop() throws InterruptedException {
        for (Life life : lives) {
            life.node.stop();
        }
    }

    /** Goes on beside what comes next. */
    void freeze(int which, Duration length) throws IOException, InterruptedException {
        awaitThaw();
        Node victim = lives.get(which).node;
        victim.freeze();
        frozen = which;
        thawing = Optional.of(Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(length);
                victim.thaw();
                frozen = -1;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("A frozen process could not be thawed", e);
            }
        }));
    }

    /** Both run and are ready. */
    void awaitReady() throws IOException, InterruptedException {
        awaitThaw();
        for (Life life : lives) {
            life.node.awaitReady(READY);
        }
    }

    private void awaitThaw() throws InterruptedException {
        if (thawing.isPresent()) {
            thawing.get().join();
            thawing = Optional.empty();
            frozen = -1;
        }
    }
}
