package dev.mosty.testbed.bench;

import dev.mosty.testbed.PlainHttp;
import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.Stand;
import dev.mosty.testbed.pbx.ToldCalls;
import java.io.IOException;
import java.net.http.HttpClient;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Events of calls at a constant rate. Each call starts, is answered a second later and ends another second later, so three
 * events are told of it, in this order, to 1C.
 */
final class CallEventsBench {
    private static final int PER_SECOND = 300;
    private static final int ONE_C_MILLIS = 5;
    private static final List<String> STEPS = List.of("INCOMING", "ACCEPTED", "SUCCESS");
    private static final long SETTLE_SECONDS = 20;
    private static final String GOAL = "Goal: p99 below 50 ms from the answer to the PBX to 1C's having it.";

    private final Stand stand;
    private final Report report;
    private final int warmUp;
    private final int measured;

    CallEventsBench(Stand stand, Report report, boolean quick) {
        this.stand = stand;
        this.report = report;
        this.warmUp = PER_SECOND * (quick ? 6 : 30);
        this.measured = PER_SECOND * (quick ? 5 : 40);
    }

    void run() throws IOException, SQLException, InterruptedException {
        Node simulators = GateBench.simulator(stand);
        Simulator.at(stand.suite().oneC()).ask("PATCH", "/sim/knobs", "{\"latencyMillis\":" + ONE_C_MILLIS + "}");
        Node bridge = TelephonyBench.bridge(stand, Map.of());
        String door = TelephonyBench.door(stand, bridge);
        try (HttpClient http = PlainHttp.client()) {
            ToldCalls told = ToldCalls.from(http, stand.suite().oneC());
            Bench.say("up to " + PER_SECOND + " events/s, " + (warmUp + measured) + " of them");
            // Step by step: a JVM that is cold never catches up with what came meanwhile.
            List<Turns.Turn> turns = new ArrayList<>();
            int third = warmUp / 3;
            turns.addAll(new Turns(PER_SECOND / 5).take(0, third / 2, number -> door + query(number)));
            turns.addAll(new Turns(PER_SECOND / 2).take(third / 2, third, number -> door + query(number)));
            turns.addAll(new Turns(PER_SECOND).take(third, warmUp + measured, number -> door + query(number)));
            tell(turns, arrivals(told, turns.size()), bridge);
        }
        bridge.stop();
        simulators.stop();
        GateBench.forgetWork(stand);
    }

    /** Three calls overlap in each second: events of one call are a second apart. */
    private static String query(int number) {
        int step = number / (PER_SECOND / 3) % 3;
        int call = call(number);
        String parties =
                "src_type=1&call_id=" + call + "&line=3333333&dst_num=" + (100 + call % 50) + "&src_num=" + phone(call);
        return switch (step) {
            case 0 -> "event=1&" + parties;
            case 1 -> "event=3&" + parties;
            default ->
                "event=2&status=ANSWER&call_start_timestamp=1694181400&call_answer_timestamp=1694181401"
                        + "&timestamp=1694181402&call_record_link=&" + parties;
        };
    }

    private static int call(int number) {
        return number / PER_SECOND * (PER_SECOND / 3) + number % (PER_SECOND / 3);
    }

    private static String phone(int call) {
        return "7002%07d".formatted(call);
    }

    private static String name(int number) {
        return phone(call(number)) + " " + STEPS.get(number / (PER_SECOND / 3) % 3);
    }

    private static Map<String, Long> arrivals(ToldCalls told, int expected) throws IOException, InterruptedException {
        List<ToldCalls.Message> came = told.messages();
        for (long i = 0; came.size() < expected && i < SETTLE_SECONDS; i++) {
            TimeUnit.SECONDS.sleep(1);
            came = told.messages();
        }
        Map<String, Long> arrivals = new HashMap<>();
        came.forEach(message -> arrivals.put(message.phone() + " " + message.step(), message.micros()));
        return arrivals;
    }

    private void tell(List<Turns.Turn> turns, Map<String, Long> arrivals, Node bridge) throws IOException {
        List<Double> answered = new ArrayList<>();
        List<Double> fromAnswer = new ArrayList<>();
        List<Double> fromSending = new ArrayList<>();
        int refused = 0;
        int missing = 0;
        for (Turns.Turn turn : turns) {
            Long arrived = arrivals.get(name(turn.number()));
            refused += turn.status() == 200 ? 0 : 1;
            missing += arrived == null ? 1 : 0;
            if (turn.number() < warmUp || turn.status() != 200 || arrived == null) {
                continue;
            }
            long has = arrived + TimeUnit.MILLISECONDS.toMicros(ONE_C_MILLIS);
            answered.add(turn.millis());
            fromAnswer.add(Math.max(0, has - turn.answeredMicros()) / 1e3);
            fromSending.add((has - turn.askedMicros()) / 1e3);
        }
        Report.Section table = report.section(
                "Events of calls, " + PER_SECOND + "/s, 1C at " + ONE_C_MILLIS + " ms",
                "what",
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "max ms");
        row(table, "until the PBX is answered", answered);
        row(table, "from there until 1C has it", fromAnswer);
        row(table, "from the PBX's sending until 1C has it", fromSending);
        table.note(GOAL + " " + measured + " events after a warm-up of " + warmUp + "; " + refused
                + " not answered 200, " + missing + " that 1C never got; the bridge took "
                + bridge.peakResidentMb() + " MB at most. 1C has a message when its own time for it is over. "
                + "No peer: none was found that keeps an event before it answers and tells 1C in order.");
    }

    private static void row(Report.Section table, String what, List<Double> millis) {
        Samples samples =
                Samples.of(millis.stream().mapToDouble(Double::doubleValue).toArray());
        table.row(what, samples.median(), samples.percentile(95), samples.percentile(99), samples.most());
    }
}
