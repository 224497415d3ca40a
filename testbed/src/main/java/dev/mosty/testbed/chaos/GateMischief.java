package dev.mosty.testbed.chaos;

import dev.mosty.testbed.bench.Simulator;
import dev.mosty.testbed.chaos.Plan.Step;
import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.Service;
import dev.mosty.testbed.launcher.Stand;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Does to the gates what the plan says, one thing at a time; only a freeze goes on beside the others. */
final class GateMischief {

    private static final Duration READY = Duration.ofSeconds(60);
    private static final List<String> NAMES = List.of("gate-a", "gate-b");
    private static final int SECOND_PORT = 10;
    /**
     * One below the limit: whether two gates ever speak at once shows all the more clearly, and a machine busy with
     * dying and starting processes, which delays single requests, is not taken for it. The bench runs at the limit.
     */
    private static final Map<String, String> RATE = Map.of("AMO_RATE", "6");

    private final Stand stand;
    private final Simulator simulator;
    private final List<Node> gates = new ArrayList<>();
    private Optional<Thread> thawing = Optional.empty();
    private volatile int frozen = -1;

    GateMischief(Stand stand, Simulator simulator) throws IOException, InterruptedException {
        this.stand = stand;
        this.simulator = simulator;
        gates.add(start(0));
        gates.getFirst().awaitReady(READY);
        gates.add(start(1));
        gates.getLast().awaitReady(READY);
    }

    List<String> urls() {
        return gates.stream().map(Node::url).toList();
    }

    /** As a balancer's check sees it: what is under way in a frozen gate stays there, nothing new comes. */
    boolean fit(int gate) {
        return gate != frozen;
    }

    void commit(Step<GateTrouble> step) throws IOException, InterruptedException {
        switch (step.kind()) {
            case KILL_GATE -> kill(step.replica() == frozen ? 1 - step.replica() : step.replica(), step.lasting());
            case CRASH_POSTGRES -> {
                stand.crashPostgres();
                Thread.sleep(step.lasting());
                stand.startPostgres();
            }
            case FREEZE_GATE -> freeze(step.replica(), step.lasting());
            case AMO_429 -> fault("answer", 429, step.times());
            case AMO_500 -> fault("answer", 500, step.times());
            case AMO_504_AFTER_APPLYING -> fault("apply-then-answer", 504, step.times());
            case AMO_RESET -> fault("reset", 0, step.times());
            case AMO_RESET_AFTER_APPLYING -> fault("apply-then-reset", 0, step.times());
            // One is enough: it costs the gate its whole timeout.
            case AMO_HANG -> fault("hang", 0, 1);
        }
    }

    /** Everything runs again, nothing is spoiled any more. */
    void end() throws IOException, InterruptedException {
        awaitThaw();
        simulator.ask("DELETE", "/sim/faults", "");
        simulator.ask("PATCH", "/sim/knobs", "{\"latencyMillis\":50}");
        for (Node gate : gates) {
            gate.awaitReady(READY);
        }
    }

    private Node start(int gate) throws IOException, InterruptedException {
        return stand.start(Service.named("gate"), NAMES.get(gate), gate * SECOND_PORT, name -> false, RATE);
    }

    private void kill(int gate, Duration dead) throws IOException, InterruptedException {
        gates.get(gate).kill();
        Thread.sleep(dead);
        Node born = start(gate);
        gates.set(gate, born);
        born.awaitReady(READY);
    }

    private void freeze(int gate, Duration length) throws IOException, InterruptedException {
        awaitThaw();
        Node victim = gates.get(gate);
        victim.freeze();
        frozen = gate;
        thawing = Optional.of(Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(length);
                victim.thaw();
                frozen = -1;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("A frozen gate could not be thawed", e);
            }
        }));
    }

    private void awaitThaw() throws InterruptedException {
        if (thawing.isPresent()) {
            thawing.get().join();
            thawing = Optional.empty();
            frozen = -1;
        }
    }

    private void fault(String effect, int status, int times) throws IOException, InterruptedException {
        simulator.ask(
                "POST",
                "/sim/faults",
                "{\"times\":" + times + ",\"method\":\"PATCH\",\"path\":\"/api/v4/leads\",\"effect\":\"" + effect + "\""
                        + (status == 0 ? "" : ",\"status\":" + status) + "}");
    }
}
