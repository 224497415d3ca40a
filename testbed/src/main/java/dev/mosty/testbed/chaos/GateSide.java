package dev.mosty.testbed.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.PlainHttp;
import dev.mosty.testbed.bench.Simulator;
import dev.mosty.testbed.launcher.Stand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** RDESK's posts, two gates and amoCRM. */
final class GateSide {
    private static final int POSTERS = 8;
    private static final int LEADS_EACH = 25;
    private static final long FIRST_LEAD = 41_000_001;

    private final Rows rows;
    private final Simulator amo;
    private final GateMischief mischief;
    private final WriteReader reader;
    private final List<Poster> posters = new ArrayList<>();
    private final List<Thread> posting = new ArrayList<>();

    private GateSide(Rows rows, Simulator amo, GateMischief mischief) {
        this.rows = rows;
        this.amo = amo;
        this.mischief = mischief;
        this.reader = new WriteReader(amo);
    }

    /** With everything ready, and nobody posting yet. */
    static GateSide start(Stand stand, Rows rows, Simulator amo) throws IOException, InterruptedException {
        amo.createLeads(FIRST_LEAD, POSTERS * LEADS_EACH);
        // Short-lived tokens: each new holder and each minute spends a refresh token.
        amo.ask("PATCH", "/sim/knobs", "{\"latencyMillis\":50,\"jitterMillis\":20,\"accessTokenSeconds\":120}");
        GateMischief mischief = new GateMischief(stand, amo);
        amo.ask("DELETE", "/sim/stats", "");
        return new GateSide(rows, amo, mischief);
    }

    void post(long seed) {
        HttpClient http = PlainHttp.client();
        List<URI> addresses = mischief.urls().stream()
                .map(url -> URI.create(url + "/zdrav/booked"))
                .toList();
        for (int i = 0; i < POSTERS; i++) {
            posters.add(new Poster(
                    http, addresses, mischief::fit, FIRST_LEAD + (long) i * LEADS_EACH, LEADS_EACH, seed * 31 + i));
        }
        posters.forEach(poster -> posting.add(Thread.ofVirtual().name("poster").start(poster)));
    }

    void commit(Plan.Step<GateTrouble> step) throws IOException, InterruptedException {
        reader.readOn();
        mischief.commit(step);
    }

    /** Everything runs again and nobody posts any more. */
    void end() throws IOException, InterruptedException {
        mischief.end();
        posters.forEach(Poster::stop);
        for (Thread thread : posting) {
            thread.join(Poster.PATIENCE);
        }
    }

    /** True once all has arrived. */
    boolean awaitCalm(Duration most) throws IOException, SQLException, InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < most.toNanos()) {
            reader.readOn();
            if (rows.number("select (select count(*) from delivery where dead_at is null)"
                            + " + (select count(*) from delivery_lane)")
                    == 0) {
                reader.readOn();
                return true;
            }
            Thread.sleep(250);
        }
        return false;
    }

    void tell(boolean settled, Findings findings) throws IOException, SQLException, InterruptedException {
        JsonNode stats = amo.get("/sim/stats");
        findings.fact("posted", posters.stream().mapToLong(Poster::answered).sum());
        findings.fact("again", posters.stream().mapToLong(Poster::refused).sum());
        findings.fact("writes", reader.writes().size());
        findings.fact("holders", rows.number("select epoch from channel where name = 'amocrm'"));
        findings.fact(
                "refreshes",
                stats.at("/traffic/requests").path("POST /oauth2/access_token").asLong());
        Map<Long, Long> posted = new HashMap<>();
        posters.forEach(poster -> posted.putAll(poster.states()));
        findings.must("lost", Checks.lost(posted, held(posted)));
        findings.must("backwards", Checks.backwards(reader.writes()));
        findings.must("limit", violations(stats.path("meter")));
        findings.must("token", rows.texts("select problem from oauth_token where problem is not null"));
        findings.must("stuck", settled ? List.of() : rows.texts("""
                        select l.key || ': ' || l.pending || ', ' || coalesce(d.last_error, '')
                        from delivery_lane l left join delivery d on d.channel = l.channel and d.key = l.key
                        """));
        findings.must("dead", rows.texts("select key || ': ' || last_error from delivery where dead_at is not null"));
    }

    private Map<Long, Long> held(Map<Long, Long> posted) throws IOException, InterruptedException {
        Map<Long, Long> held = new HashMap<>();
        for (Long lead : posted.keySet()) {
            held.put(
                    lead,
                    amo.get("/sim/leads/" + lead).path("lead").path("price").asLong());
        }
        return held;
    }

    private static List<String> violations(JsonNode meter) {
        long violations = meter.path("violations").asLong();
        return violations == 0
                ? List.of()
                : List.of(violations + ", " + meter.path("maxInWindow").asLong() + " / 1 s");
    }
}
