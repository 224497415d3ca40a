package dev.mosty.testbed.chaos;

import dev.mosty.testbed.bench.Simulator;
import dev.mosty.testbed.chaos.Plan.Step;
import dev.mosty.testbed.launcher.Stand;
import dev.mosty.testbed.onec.OneCOptions;
import java.io.IOException;
import java.util.Map;

/** Does to the proxies and to 1C what the plan says, one thing at a time. */
final class ProxyMischief {

    static final String TOKEN = "token-of-the-chaos";

    /** Short, for many tries in little time; an answer that hangs for ever keeps its place at 1C for minutes. */
    private static final Map<String, String> SETTINGS =
            Map.of("PROXY_TOKEN", TOKEN, "ONEC_TIMEOUT", "3s", "ONEC_CREATE_TIMEOUT", "4s", "ONEC_CONCURRENCY", "48");

    private static final String KNOBS = "{\"latencyMillis\":40,\"jitterMillis\":40,\"sessions\":0}";

    private final Simulator oneC;
    private final Pair proxies;

    ProxyMischief(Stand stand, Simulator oneC) throws IOException, InterruptedException {
        this.oneC = oneC;
        oneC.ask("PATCH", "/sim/knobs", KNOBS);
        proxies = new Pair(stand, "proxy", SETTINGS);
    }

    Pair proxies() {
        return proxies;
    }

    void commit(Step<ProxyTrouble> step) throws IOException, InterruptedException {
        switch (step.kind()) {
            case KILL_PROXY -> proxies.kill(step.replica(), step.lasting());
            case STOP_PROXY -> proxies.stop(step.replica(), step.lasting());
            case ONEC_OUTAGE -> {
                oneC.ask("POST", "/sim/outage", "{\"millis\":" + step.lasting().toMillis() + "}");
                Thread.sleep(step.lasting().plusMillis(500));
            }
            case ONEC_500 -> fault("answer", ",\"status\":500,\"body\":\"html\"", step.times());
            case ONEC_RESET -> fault("reset", "", step.times());
            case ONEC_ENDLESS -> fault("endless", "", step.times());
            case ONEC_500_AFTER_APPLYING ->
                fault("apply-then-answer", ",\"status\":500,\"body\":\"html\"", step.times());
            case ONEC_RESET_AFTER_APPLYING -> fault("apply-then-reset", "", step.times());
            case ONEC_HANG_AFTER_APPLYING -> fault("apply-then-hang", "", step.times());
        }
    }

    /** Everything runs again, nothing is spoiled any more. */
    void end() throws IOException, InterruptedException {
        oneC.ask("DELETE", "/sim/faults", "");
        oneC.ask("PATCH", "/sim/knobs", KNOBS);
    }

    private void fault(String effect, String more, int times) throws IOException, InterruptedException {
        oneC.ask(
                "POST",
                "/sim/faults",
                "{\"times\":" + times + ",\"method\":\"POST\",\"path\":\"" + OneCOptions.PATH
                        + "GetSetData\",\"effect\":\"" + effect + "\"" + more + "}");
    }
}
