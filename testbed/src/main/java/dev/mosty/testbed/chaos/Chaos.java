package dev.mosty.testbed.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.bench.Simulator;
import dev.mosty.testbed.chaos.Checks.Write;
import dev.mosty.testbed.chaos.Plan.Step;
import dev.mosty.testbed.launcher.Command;
import dev.mosty.testbed.launcher.Complaint;
import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.Stand;
import dev.mosty.testbed.launcher.Suite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Runs a plan under load, then asks the far side and the database whether all is well; exit 1 if it is not. */
public final class Chaos implements Command {

    private static final int POSTERS = 8;
    private static final int LEADS_EACH = 25;
    private static final long FIRST_LEAD = 41_000_001;
    private static final Duration USUAL_LENGTH = Duration.ofSeconds(90);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    static final Duration CALM = Duration.ofMinutes(3);
    static final int SHOWN = 5;

    @Override
    public int run(Suite suite, List<String> arguments) throws Exception {
        Wanted wanted = Wanted.of(suite, arguments);
        System.out.println(
                suite.text("chaos.begin", wanted.seed(), wanted.length().toSeconds()));
        boolean well = true;
        if (wanted.gate()) {
            System.out.println(suite.text("chaos.gate"));
            try (Stand stand = Stand.in(suite, suite.data().resolve("chaos"))) {
                well = run(suite, stand, wanted) == 0;
            }
        }
        if (wanted.telephony()) {
            System.out.println(suite.text("chaos.telephony"));
            try (Stand stand = Stand.in(suite, suite.data().resolve("chaos"))) {
                well &= new CallChaos(suite, stand, wanted.seed(), wanted.length()).run();
            }
        }
        return well ? 0 : 1;
    }

    /** @param part which of the services; empty for all, one after the other */
    private record Wanted(long seed, Duration length, String part) {
        boolean gate() {
            return !part.equals("telephony");
        }

        boolean telephony() {
            return !part.equals("gate");
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
                } else if (argument.equals("gate") || argument.equals("telephony")) {
                    part = argument;
                } else {
                    throw new Complaint(2, suite.text("chaos.argument", argument));
                }
            }
            return new Wanted(seed, length.compareTo(LONGEST) > 0 ? LONGEST : length, part);
        }
    }

    private static int run(Suite suite, Stand stand, Wanted wanted)
            throws IOException, SQLException, InterruptedException {
        stand.startPostgres();
        Node amo = stand.start("simulators");
        amo.awaitReady(Duration.ofSeconds(60));
        Simulator simulator = Simulator.at(amo.url());
        simulator.createLeads(FIRST_LEAD, POSTERS * LEADS_EACH);
        // Short-lived tokens: each new holder and each minute spends a refresh token.
        simulator.ask("PATCH", "/sim/knobs", "{\"latencyMillis\":50,\"jitterMillis\":20,\"accessTokenSeconds\":120}");
        Mischief mischief = new Mischief(stand, simulator);
        simulator.ask("DELETE", "/sim/stats", "");
        List<Write> writes = new ArrayList<>();
        WriteReader reader = new WriteReader(simulator, writes);
        List<Poster> posters = posters(mischief, wanted.seed());
        List<Thread> posting = posters.stream()
                .map(poster -> Thread.ofVirtual().name("poster").start(poster))
                .toList();
        carryOut(suite, Plan.of(wanted.seed(), wanted.length()), mischief, reader);
        mischief.end();
        posters.forEach(Poster::stop);
        for (Thread thread : posting) {
            thread.join(Poster.PATIENCE);
        }
        System.out.println(suite.text("chaos.calm", CALM.toSeconds()));
        boolean settled = awaitCalm(stand, reader);
        Findings findings = new Findings(suite);
        tell(stand, simulator, posters, writes, settled, findings);
        return findings.report() ? 0 : 1;
    }

    private static List<Poster> posters(Mischief mischief, long seed) {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        List<URI> addresses = mischief.urls().stream()
                .map(url -> URI.create(url + "/zdrav/booked"))
                .toList();
        List<Poster> posters = new ArrayList<>();
        for (int i = 0; i < POSTERS; i++) {
            posters.add(new Poster(
                    http, addresses, mischief::fit, FIRST_LEAD + (long) i * LEADS_EACH, LEADS_EACH, seed * 31 + i));
        }
        return posters;
    }

    private static void carryOut(Suite suite, Plan plan, Mischief mischief, WriteReader reader)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        for (Step step : plan.steps()) {
            Duration wait = step.at().minusNanos(System.nanoTime() - begun);
            if (wait.isPositive()) {
                Thread.sleep(wait);
            }
            reader.readOn();
            System.out.println(suite.text(
                    "chaos.step",
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                    suite.text("chaos.kind." + step.kind().name())));
            mischief.commit(step);
        }
    }

    /** Follows the simulator's writes, which it keeps only so many of. */
    private static final class WriteReader {
        private static final int PAGE = 10_000;

        private final Simulator simulator;
        private final List<Write> writes;
        private long after;

        WriteReader(Simulator simulator, List<Write> writes) {
            this.simulator = simulator;
            this.writes = writes;
        }

        void readOn() throws IOException, InterruptedException {
            JsonNode page;
            do {
                page = simulator.get("/sim/writes?after=" + after + "&limit=" + PAGE);
                for (JsonNode write : page) {
                    after = write.path("sequence").asLong();
                    for (JsonNode field : write.path("fields")) {
                        if (field.path("key").asText().equals("price")) {
                            writes.add(new Write(
                                    write.path("leadId").asLong(),
                                    field.path("after").asLong()));
                        }
                    }
                }
            } while (page.size() == PAGE);
        }
    }

    private static boolean awaitCalm(Stand stand, WriteReader reader)
            throws IOException, SQLException, InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < CALM.toNanos()) {
            reader.readOn();
            if (number(
                            stand,
                            "select (select count(*) from delivery where dead_at is null)"
                                    + " + (select count(*) from delivery_lane)")
                    == 0) {
                reader.readOn();
                return true;
            }
            Thread.sleep(250);
        }
        return false;
    }

    private static void tell(
            Stand stand,
            Simulator simulator,
            List<Poster> posters,
            List<Write> writes,
            boolean settled,
            Findings findings)
            throws IOException, SQLException, InterruptedException {
        Map<Long, Long> posted = new HashMap<>();
        posters.forEach(poster -> posted.putAll(poster.states()));
        Map<Long, Long> held = new HashMap<>();
        for (Long lead : posted.keySet()) {
            held.put(
                    lead,
                    simulator
                            .get("/sim/leads/" + lead)
                            .path("lead")
                            .path("price")
                            .asLong());
        }
        JsonNode stats = simulator.get("/sim/stats");
        findings.fact("posted", posters.stream().mapToLong(Poster::answered).sum());
        findings.fact("again", posters.stream().mapToLong(Poster::refused).sum());
        findings.fact("writes", writes.size());
        findings.fact("holders", number(stand, "select epoch from channel where name = 'amocrm'"));
        findings.fact(
                "refreshes",
                stats.at("/traffic/requests").path("POST /oauth2/access_token").asLong());
        findings.must("lost", Checks.lost(posted, held), SHOWN);
        findings.must("backwards", Checks.backwards(writes), SHOWN);
        long violations = stats.at("/meter/violations").asLong();
        findings.must(
                "limit",
                violations == 0
                        ? List.of()
                        : List.of(violations + ", "
                                + stats.at("/meter/maxInWindow").asLong() + " / 1 s"),
                SHOWN);
        findings.must("token", texts(stand, "select problem from oauth_token where problem is not null"), SHOWN);
        findings.must(
                "stuck",
                settled
                        ? List.of()
                        : texts(
                                stand,
                                "select l.key || ': ' || l.pending || ', ' || coalesce(d.last_error, '') from"
                                        + " delivery_lane l left join delivery d on d.channel = l.channel and d.key = l.key"),
                SHOWN);
        findings.must(
                "dead",
                texts(stand, "select key || ': ' || last_error from delivery where dead_at is not null"),
                SHOWN);
    }

    static long number(Stand stand, String query) throws IOException, SQLException {
        return Long.parseLong(texts(stand, query).getFirst());
    }

    static List<String> texts(Stand stand, String query) throws IOException, SQLException {
        try (Connection database = stand.database();
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
