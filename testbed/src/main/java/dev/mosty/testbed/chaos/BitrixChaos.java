package dev.mosty.testbed.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.PlainHttp;
import dev.mosty.testbed.bench.Simulator;
import dev.mosty.testbed.entity.EntityDoor;
import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.SimulatedBitrix;
import dev.mosty.testbed.launcher.Stand;
import dev.mosty.testbed.launcher.Suite;
import dev.mosty.testbed.onec.OneCOptions;
import java.io.IOException;
import java.net.http.HttpClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/**
 * 1C posts objects that refer to one another to two bitrix-sync, or is asked for them, while they, PostgreSQL and the
 * answers of the portal and of 1C die; then the portal has exactly one of each, as 1C had it last.
 */
record BitrixChaos(Suite suite, Stand stand, long seed, Duration length) {
    private static final String TOKEN = "token-of-the-chaos";
    private static final String BATCH = "/batch";
    private static final Duration BETWEEN_POSTS = Duration.ofMillis(250);
    private static final String UNFINISHED = "select count(*) from bitrix_run where finished_at is null";

    /** A portal that ends a request after 4 s instead of 60, so that a lost answer costs less than a run. */
    private static final String KNOBS = "{\"rate\":20,\"requestSeconds\":4}";

    private static final Map<String, String> SYNC = Map.of(
            "BITRIX_SYNC_TOKEN",
            TOKEN,
            "BITRIX_TIMEOUT",
            "5s",
            "BITRIX_RATE",
            "20",
            "ONEC_CHANGES_EVERY",
            "1s",
            "ONEC_CHANGES_TIMEOUT",
            "3s",
            "ONEC_CHANGES_PAGE",
            "7");

    /** True when everything holds. */
    boolean run() throws IOException, SQLException, InterruptedException {
        stand.startPostgres();
        Node simulators = stand.start("simulators");
        simulators.awaitReady(Duration.ofSeconds(60));
        Simulator portal = Simulator.at(SimulatedBitrix.url(stand.suite()));
        portal.ask("PATCH", "/sim/knobs", KNOBS);
        Simulator oneC = Simulator.at(stand.suite().oneC());
        Pair syncs = new Pair(stand, "bitrix", SYNC);
        Catalogue catalogue = new Catalogue(seed);
        Rows rows = new Rows(stand);
        try (HttpClient http = PlainHttp.client()) {
            Thread posting = Thread.ofVirtual().name("1c").start(() -> post(http, syncs, oneC, catalogue));
            Plan.of(seed, length, PortalTrouble.ROUND)
                    .carryOut(suite, length, step -> commit(step, syncs, portal, oneC));
            posting.join();
            syncs.awaitReady();
            // Not every knob: the portal's pace stays as the service knows it.
            portal.ask("DELETE", "/sim/faults", "");
            portal.ask("PATCH", "/sim/knobs", KNOBS);
            oneC.ask("DELETE", "/sim/faults", "");
            store(http, syncs, oneC, catalogue.rest());
        }
        System.out.println(suite.text("chaos.calm", Chaos.CALM.toSeconds()));
        awaitCalm(rows, oneC);
        return new PortalChecks(suite, catalogue, portal, oneC, rows).report();
    }

    private void post(HttpClient http, Pair syncs, Simulator oneC, Catalogue catalogue) {
        long until = System.nanoTime() + length.toNanos();
        try {
            while (System.nanoTime() < until) {
                store(http, syncs, oneC, catalogue.next());
                Thread.sleep(BETWEEN_POSTS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException("The simulated 1C is away, which is not part of the plan", e);
        }
    }

    private static void store(HttpClient http, Pair syncs, Simulator oneC, Catalogue.Some some)
            throws IOException, InterruptedException {
        oneC.ask("POST", "/sim/changes", some.pulled().toString());
        if (!some.posted().isEmpty()) {
            store(http, syncs, some.posted());
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

    private void commit(Plan.Step<PortalTrouble> step, Pair syncs, Simulator portal, Simulator oneC)
            throws IOException, InterruptedException {
        switch (step.kind()) {
            case KILL_SYNC -> syncs.kill(step.replica(), step.lasting());
            case CRASH_POSTGRES -> {
                stand.crashPostgres();
                Thread.sleep(step.lasting());
                stand.startPostgres();
            }
            case FREEZE_SYNC -> syncs.freeze(step.replica(), step.lasting());
            case PORTAL_500 -> fault(portal, step.times(), BATCH, "\"effect\":\"answer\",\"status\":500");
            case PORTAL_RESET_AFTER_APPLYING -> fault(portal, step.times(), BATCH, "\"effect\":\"apply-then-reset\"");
            case PORTAL_HANG_AFTER_APPLYING -> fault(portal, 1, BATCH, "\"effect\":\"apply-then-hang\"");
            case PORTAL_GATEWAY_GIVES_UP ->
                fault(
                        portal,
                        step.times(),
                        BATCH,
                        "\"effect\":\"answer-then-apply\",\"status\":504,\"afterMillis\":2500");
            case ONEC_500 ->
                fault(oneC, step.times(), OneCOptions.CHANGES_PATH, "\"effect\":\"answer\",\"status\":500");
            case ONEC_HANG -> fault(oneC, step.times(), OneCOptions.CHANGES_PATH, "\"effect\":\"apply-then-hang\"");
            case ONEC_RESET_AFTER_APPLYING ->
                fault(
                        oneC,
                        step.times(),
                        OneCOptions.CHANGES_PATH,
                        "\"effect\":\"apply-then-reset\",\"method\":\"POST\"");
        }
    }

    private static void fault(Simulator whose, int times, String path, String what)
            throws IOException, InterruptedException {
        whose.ask("POST", "/sim/faults", "{\"times\":" + times + ",\"path\":\"" + path + "\"," + what + "}");
    }

    private static void awaitCalm(Rows rows, Simulator oneC) throws IOException, SQLException, InterruptedException {
        long until = System.nanoTime() + Chaos.CALM.toNanos();
        while ((PortalChecks.waiting(oneC) > 0 || rows.number(UNFINISHED) > 0) && System.nanoTime() < until) {
            Thread.sleep(500);
        }
    }
}
