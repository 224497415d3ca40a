package dev.mosty.testbed.chaos;

import dev.mosty.testbed.bench.Simulator;
import dev.mosty.testbed.launcher.Command;
import dev.mosty.testbed.launcher.Complaint;
import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.Stand;
import dev.mosty.testbed.launcher.Suite;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Runs the plans under load, the gates' and the proxies' at the same time, then the bridges', then those of bitrix-sync, and asks the far sides
 * and the database whether all is well; exit 1 if it is not.
 */
public final class Chaos implements Command {

    private static final List<String> PARTS = List.of("gate", "telephony", "bitrix");
    private static final Duration USUAL_LENGTH = Duration.ofSeconds(90);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    static final Duration CALM = Duration.ofMinutes(3);

    @Override
    public int run(Suite suite, List<String> arguments) throws Exception {
        Wanted wanted = Wanted.of(suite, arguments);
        System.out.println(
                suite.text("chaos.begin", wanted.seed(), wanted.length().toSeconds()));
        boolean well = true;
        if (wanted.gate()) {
            System.out.println(suite.text("chaos.gate"));
            try (Stand stand = Stand.in(suite, suite.data().resolve("chaos"))) {
                well = run(suite, stand, wanted);
            }
        }
        if (wanted.telephony()) {
            System.out.println(suite.text("chaos.telephony"));
            try (Stand stand = Stand.in(suite, suite.data().resolve("chaos"))) {
                well &= new CallChaos(suite, stand, wanted.seed(), wanted.length()).run();
            }
        }
        if (wanted.bitrix()) {
            System.out.println(suite.text("chaos.bitrix"));
            try (Stand stand = Stand.in(suite, suite.data().resolve("chaos"))) {
                well &= new BitrixChaos(suite, stand, wanted.seed(), wanted.length()).run();
            }
        }
        return well ? 0 : 1;
    }

    /** @param part which of the services; empty for all, one after the other */
    private record Wanted(long seed, Duration length, String part) {
        boolean gate() {
            return part.isEmpty() || part.equals("gate");
        }

        boolean telephony() {
            return part.isEmpty() || part.equals("telephony");
        }

        boolean bitrix() {
            return part.isEmpty() || part.equals("bitrix");
        }

        static Wanted of(Suite suite, List<String> arguments) {
            long seed = ThreadLocalRandom.current().nextLong(1, 1_000_000);
            Duration length = USUAL_LENGTH;
            String part = "";
            for (String argument : arguments) {
                if (argument.matches("--seed=\\d{1,18}")) {
                    seed = Long.parseLong(argument.substring("--seed=".length()));
                } else if (argument.matches("--seconds=\\d{1,4}")) {
                    length = Duration.ofSeconds(Long.parseLong(argument.substring("--seconds=".length())));
                } else if (PARTS.contains(argument)) {
                    part = argument;
                } else {
                    throw new Complaint(2, suite.text("chaos.argument", argument));
                }
            }
            return new Wanted(seed, length.compareTo(LONGEST) > 0 ? LONGEST : length, part);
        }
    }

    private static boolean run(Suite suite, Stand stand, Wanted wanted) throws Exception {
        stand.startPostgres();
        Node simulators = stand.start("simulators");
        simulators.awaitReady(Duration.ofSeconds(60));
        Rows rows = new Rows(stand);
        GateSide gates = GateSide.start(stand, rows, Simulator.at(simulators.url()));
        ProxySide proxies =
                ProxySide.start(stand, rows, Simulator.at(stand.suite().oneC()));
        gates.post(wanted.seed());
        proxies.open(wanted.seed());
        Duration length = wanted.length();
        both(
                () -> {
                    Plan.of(wanted.seed(), length, GateTrouble.ROUND).carryOut(suite, length, gates::commit);
                    return null;
                },
                () -> {
                    Plan.of(wanted.seed(), length, ProxyTrouble.ROUND).carryOut(suite, length, proxies::commit);
                    return null;
                });
        return judge(suite, gates, proxies);
    }

    private static boolean judge(Suite suite, GateSide gates, ProxySide proxies)
            throws IOException, SQLException, InterruptedException {
        System.out.println(suite.text("chaos.calm", CALM.toSeconds()));
        gates.end();
        proxies.end();
        boolean settled = gates.awaitCalm(CALM);
        Findings findings = new Findings(suite);
        gates.tell(settled, findings);
        proxies.tell(findings);
        return findings.report();
    }

    /** At the same time; the first that fails ends it. */
    private static void both(Callable<Void> one, Callable<Void> other) throws Exception {
        try (ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor()) {
            ExecutorCompletionService<Void> done = new ExecutorCompletionService<>(hands);
            done.submit(one);
            done.submit(other);
            try {
                done.take().get();
                done.take().get();
            } catch (ExecutionException e) {
                hands.shutdownNow();
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }
}
