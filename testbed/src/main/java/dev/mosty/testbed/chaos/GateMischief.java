package dev.mosty.testbed.chaos;

import dev.mosty.testbed.bench.Simulator;
import dev.mosty.testbed.chaos.Plan.Step;
import dev.mosty.testbed.launcher.Stand;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Does to the gates what the plan says, one thing at a time; only a freeze goes on beside the others. */
final class GateMischief {

    /**
     * One below the limit: whether two gates ever speak at once shows all the more clearly, and a machine busy with
     * dying and starting processes, which delays single requests, is not taken for it. The bench runs at the limit.
     */
    private static final Map<String, String> RATE = Map.of("AMO_RATE", "6");

    private final Stand stand;
    private final Simulator simulator;
    private final Pair gates;

    GateMischief(Stand stand, Simulator simulator) throws IOException, InterruptedException {
        this.stand = stand;
        this.simulator = simulator;
        this.gates = new Pair(stand, "gate", RATE);
    }

    List<String> urls() {
        return gates.urls();
    }

    boolean fit(int gate) {
        return gates.fit(gate);
    }

    void commit(Step<GateTrouble> step) throws IOException, InterruptedException {
        switch (step.kind()) {
            case KILL_GATE -> gates.kill(step.replica(), step.lasting());
            case CRASH_POSTGRES -> {
                stand.crashPostgres();
                Thread.sleep(step.lasting());
                stand.startPostgres();
            }
            case FREEZE_GATE -> gates.freeze(step.replica(), step.lasting());
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
        gates.awaitReady();
        simulator.ask("DELETE", "/sim/faults", "");
        simulator.ask("PATCH", "/sim/knobs", "{\"latencyMillis\":50}");
    }

    private void fault(String effect, int status, int times) throws IOException, InterruptedException {
        simulator.ask(
                "POST",
                "/sim/faults",
                "{\"times\":" + times + ",\"method\":\"PATCH\",\"path\":\"/api/v4/leads\",\"effect\":\"" + effect + "\""
                        + (status == 0 ? "" : ",\"status\":" + status) + "}");
    }
}
