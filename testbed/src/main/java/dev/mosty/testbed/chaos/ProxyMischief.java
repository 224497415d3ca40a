package dev.mosty.testbed.chaos;

import dev.mosty.testbed.bench.Simulator;
import dev.mosty.testbed.chaos.Plan.Step;
import dev.mosty.testbed.launcher.Complaint;
import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.Service;
import dev.mosty.testbed.launcher.Stand;
import dev.mosty.testbed.onec.OneCOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Does to the proxies and to 1C what the plan says, one thing at a time. */
final class ProxyMischief {

    static final String TOKEN = "token-of-the-chaos";

    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration BEFORE_STARTING_AGAIN = Duration.ofSeconds(1);
    private static final List<String> NAMES = List.of("proxy-a", "proxy-b");
    /** The simulated 1C listens ten above the first. */
    private static final int SECOND_PORT = 16;

    /** Short, for many tries in little time; an answer that hangs for ever keeps its place at 1C for minutes. */
    private static final Map<String, String> SETTINGS =
            Map.of("PROXY_TOKEN", TOKEN, "ONEC_TIMEOUT", "3s", "ONEC_CREATE_TIMEOUT", "4s", "ONEC_CONCURRENCY", "48");

    private static final String KNOBS = "{\"latencyMillis\":40,\"jitterMillis\":40,\"sessions\":0}";

    private final Stand stand;
    private final Simulator oneC;
    private final List<Replica> proxies;

    ProxyMischief(Stand stand, Simulator oneC) throws IOException, InterruptedException {
        this.stand = stand;
        this.oneC = oneC;
        oneC.ask("PATCH", "/sim/knobs", KNOBS);
        proxies = List.of(new Replica(start(0)), new Replica(start(1)));
    }

    List<Replica> proxies() {
        return proxies;
    }

    void commit(Step<ProxyTrouble> step) throws IOException, InterruptedException {
        switch (step.kind()) {
            case KILL_PROXY -> {
                proxies.get(step.replica()).kill();
                restart(step);
            }
            case STOP_PROXY -> {
                proxies.get(step.replica()).stop();
                restart(step);
            }
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

    /** In order, so that nothing is left which only they knew. */
    void stop() throws InterruptedException {
        for (Replica proxy : proxies) {
            proxy.stop();
        }
    }

    private void restart(Step<ProxyTrouble> step) throws IOException, InterruptedException {
        Thread.sleep(step.lasting());
        proxies.get(step.replica()).reborn(start(step.replica()));
    }

    /** A process that ends at its start, since the database is away just then, is started again as by any supervisor. */
    private Node start(int proxy) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            Node node =
                    stand.start(Service.named("proxy"), NAMES.get(proxy), proxy * SECOND_PORT, name -> false, SETTINGS);
            try {
                node.awaitReady(READY);
                return node;
            } catch (Complaint ended) {
                if (node.alive() || System.nanoTime() - begun > READY.toNanos()) {
                    throw ended;
                }
                Thread.sleep(BEFORE_STARTING_AGAIN);
            }
        }
    }

    private void fault(String effect, String more, int times) throws IOException, InterruptedException {
        oneC.ask(
                "POST",
                "/sim/faults",
                "{\"times\":" + times + ",\"method\":\"POST\",\"path\":\"" + OneCOptions.PATH
                        + "GetSetData\",\"effect\":\"" + effect + "\"" + more + "}");
    }
}
