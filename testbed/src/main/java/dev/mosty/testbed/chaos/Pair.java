package dev.mosty.testbed.chaos;

import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.Service;
import dev.mosty.testbed.launcher.Stand;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two replicas of a service that are killed and frozen, of which one always lives. */
final class Pair {
    private static final Duration READY = Duration.ofSeconds(60);
    private static final int SECOND_PORT = 10;

    private final Stand stand;
    private final Service service;
    private final Map<String, String> environment;
    private final List<Node> nodes = new ArrayList<>();
    private Optional<Thread> thawing = Optional.empty();
    private volatile int frozen = -1;

    /** @param environment on top of what {@code up} gives it */
    Pair(Stand stand, String service, Map<String, String> environment) throws IOException, InterruptedException {
        this.stand = stand;
        this.service = Service.named(service);
        this.environment = environment;
        nodes.add(start(0));
        nodes.getFirst().awaitReady(READY);
        nodes.add(start(1));
        nodes.getLast().awaitReady(READY);
    }

    private Node start(int which) throws IOException, InterruptedException {
        String name = service.name() + (which == 0 ? "-a" : "-b");
        return stand.start(service, name, which * SECOND_PORT, any -> false, environment);
    }

    List<String> urls() {
        return nodes.stream().map(Node::url).toList();
    }

    /** As a balancer's check sees it: what is under way in a frozen one stays there, nothing new comes. */
    boolean fit(int which) {
        return which != frozen;
    }

    /** Kills it, the other if it is frozen, and starts it again. */
    void kill(int wanted, Duration dead) throws IOException, InterruptedException {
        int which = wanted == frozen ? 1 - wanted : wanted;
        nodes.get(which).kill();
        Thread.sleep(dead);
        Node born = start(which);
        nodes.set(which, born);
        born.awaitReady(READY);
    }

    /** Goes on beside what comes next. */
    void freeze(int which, Duration length) throws IOException, InterruptedException {
        awaitThaw();
        Node victim = nodes.get(which);
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
        for (Node node : nodes) {
            node.awaitReady(READY);
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
