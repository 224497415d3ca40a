package dev.mosty.testbed.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.PlainHttp;
import dev.mosty.testbed.bench.Simulator;
import dev.mosty.testbed.entity.EntityDoor;
import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.SimulatedBitrix;
import dev.mosty.testbed.launcher.Stand;
import dev.mosty.testbed.launcher.Suite;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * 1C posts objects that refer to one another to two bitrix-sync while they, PostgreSQL and the portal's answers die; then
 * the portal has exactly one of each, as 1C had it last.
 */
record BitrixChaos(Suite suite, Stand stand, long seed, Duration length) {
    private static final String TOKEN = "token-of-the-chaos";
    private static final Duration BETWEEN_POSTS = Duration.ofMillis(250);
    private static final String UNFINISHED = "select count(*) from bitrix_run where finished_at is null";

    /** A portal that ends a request after 4 s instead of 60, so that a lost answer costs less than a run. */
    private static final String KNOBS = "{\"rate\":20,\"requestSeconds\":4}";

    private static final Map<String, String> SYNC =
            Map.of("BITRIX_SYNC_TOKEN", TOKEN, "BITRIX_TIMEOUT", "5s", "BITRIX_RATE", "20");

    /** True when everything holds. */
    boolean run() throws IOException, SQLException, InterruptedException {
        stand.startPostgres();
        Node simulators = stand.start("simulators");
        simulators.awaitReady(Duration.ofSeconds(60));
        Simulator portal = Simulator.at(SimulatedBitrix.url(stand.suite()));
        portal.ask("PATCH", "/sim/knobs", KNOBS);
        Pair syncs = new Pair(stand, "bitrix", SYNC);
        Catalogue catalogue = new Catalogue(seed);
        Rows rows = new Rows(stand);
        try (HttpClient http = PlainHttp.client()) {
            Thread posting = Thread.ofVirtual().name("1c").start(() -> post(http, syncs, catalogue));
            Plan.of(seed, length, PortalTrouble.ROUND).carryOut(suite, length, step -> commit(step, syncs, portal));
            posting.join();
            syncs.awaitReady();
            // Not every knob: the portal's pace stays as the service knows it.
            portal.ask("DELETE", "/sim/faults", "");
            portal.ask("PATCH", "/sim/knobs", KNOBS);
            store(http, syncs, catalogue.rest());
        }
        System.out.println(suite.text("chaos.calm", Chaos.CALM.toSeconds()));
        awaitCalm(rows);
        return tell(catalogue, portal, rows);
    }

    private void post(HttpClient http, Pair syncs, Catalogue catalogue) {
        long until = System.nanoTime() + length.toNanos();
        try {
            while (System.nanoTime() < until) {
                store(http, syncs, catalogue.next());
                Thread.sleep(BETWEEN_POSTS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As 1C does: what was not acknowledged is posted again, to the one or the other. */
    private static void store(HttpClient http, Pair syncs, JsonNode entities) throws InterruptedException {
        for (int i = 0; ; i++) {
            int which = i % 2;
            if (syncs.fit(which)) {
                try {
                    new EntityDoor(http, syncs.urls().get(which), TOKEN).post(entities);
                    return;
                } catch (IOException e) {
                    // It will be stored by the other one, or later.
                }
            }
            Thread.sleep(BETWEEN_POSTS);
        }
    }

    private void commit(Plan.Step<PortalTrouble> step, Pair syncs, Simulator portal)
            throws IOException, InterruptedException {
        switch (step.kind()) {
            case KILL_SYNC -> syncs.kill(step.replica(), step.lasting());
            case CRASH_POSTGRES -> {
                stand.crashPostgres();
                Thread.sleep(step.lasting());
                stand.startPostgres();
            }
            case FREEZE_SYNC -> syncs.freeze(step.replica(), step.lasting());
            case PORTAL_500 -> fault(portal, step.times(), "\"effect\":\"answer\",\"status\":500");
            case PORTAL_RESET_AFTER_APPLYING -> fault(portal, step.times(), "\"effect\":\"apply-then-reset\"");
            case PORTAL_HANG_AFTER_APPLYING -> fault(portal, 1, "\"effect\":\"apply-then-hang\"");
            case PORTAL_GATEWAY_GIVES_UP ->
                fault(portal, step.times(), "\"effect\":\"answer-then-apply\",\"status\":504,\"afterMillis\":2500");
        }
    }

    private static void fault(Simulator portal, int times, String what) throws IOException, InterruptedException {
        portal.ask("POST", "/sim/faults", "{\"times\":" + times + ",\"path\":\"/batch\"," + what + "}");
    }

    private static void awaitCalm(Rows rows) throws IOException, SQLException, InterruptedException {
        long until = System.nanoTime() + Chaos.CALM.toNanos();
        while (rows.number(UNFINISHED) > 0 && System.nanoTime() < until) {
            Thread.sleep(500);
        }
    }

    private boolean tell(Catalogue catalogue, Simulator portal, Rows rows)
            throws IOException, SQLException, InterruptedException {
        Findings findings = new Findings(suite);
        findings.fact("entities", catalogue.newest().size());
        findings.fact("runs", rows.number("select count(*) from bitrix_run"));
        findings.fact("requests", portal.get("/sim/stats").path("total").asLong());
        findings.fact("holders", rows.number("select epoch from channel where name = 'bitrix'"));
        Map<String, JsonNode> there = new HashMap<>();
        List<String> notOnce = new ArrayList<>();
        for (Catalogue.Thing thing : catalogue.newest().keySet()) {
            JsonNode found = portal.get("/sim/items/" + thing.entity() + "?originId=" + thing.originId());
            if (found.size() != 1) {
                notOnce.add(thing + ": " + found.size());
            }
            there.put(thing.originId(), found.size() > 0 ? found.get(0) : Json.object());
        }
        findings.must("each-once", notOnce);
        findings.must("as-in-1c", older(catalogue, there));
        findings.must("linked", unlinked(catalogue, there));
        findings.must("stuck", rows.texts("select key || ': ' || pending from delivery_lane where channel = 'bitrix'"));
        findings.must("dead", rows.texts("select key || ': ' || last_error from delivery where dead_at is not null"));
        return findings.report();
    }

    private static List<String> older(Catalogue catalogue, Map<String, JsonNode> there) {
        List<String> wrong = new ArrayList<>();
        catalogue.newest().forEach((thing, edition) -> {
            JsonNode item = there.getOrDefault(thing.originId(), Json.object());
            String name = item.path(Catalogue.title(thing)).asText();
            boolean sum = !thing.entity().equals("deal")
                    || item.path("OPPORTUNITY").asText("0").equals(edition * 2 + ".00");
            boolean phone =
                    !thing.entity().equals("contact") || item.path("PHONE").size() == 1;
            if (!name.equals(Catalogue.named(thing, edition)) || !sum || !phone) {
                wrong.add(
                        thing + ": " + name + ", " + item.path("OPPORTUNITY").asText() + ", wanted edition " + edition);
            }
        });
        return wrong;
    }

    private static List<String> unlinked(Catalogue catalogue, Map<String, JsonNode> there) {
        List<String> wrong = new ArrayList<>();
        for (Catalogue.Thing thing : catalogue.newest().keySet()) {
            JsonNode item = there.getOrDefault(thing.originId(), Json.object());
            boolean company = thing.entity().equals("company")
                    || id(there, Catalogue.company(thing))
                            .equals(item.path("COMPANY_ID").asText());
            boolean contact = !thing.entity().equals("deal")
                    || id(there, Catalogue.contact(thing))
                            .equals(item.path("CONTACT_IDS").path(0).asText());
            if (!company || !contact) {
                wrong.add(thing.toString());
            }
        }
        return wrong;
    }

    private static String id(Map<String, JsonNode> there, Catalogue.Thing thing) {
        return there.getOrDefault(thing.originId(), Json.object()).path("ID").asText("none");
    }
}
