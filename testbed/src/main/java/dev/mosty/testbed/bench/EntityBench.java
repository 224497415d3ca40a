package dev.mosty.testbed.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.mosty.testbed.PlainHttp;
import dev.mosty.testbed.bitrix.peer.BenchContact;
import dev.mosty.testbed.entity.EntityDoor;
import dev.mosty.testbed.launcher.Complaint;
import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.Service;
import dev.mosty.testbed.launcher.Stand;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** bitrix-sync takes contacts three times: when the portal has none of them, once more, and with a few changed. */
final class EntityBench {
    private static final String TOKEN = "token-of-the-bench";
    private static final int A_POST = 1_000;
    private static final int CHANGED_PERCENT = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    /** Who has just taken the channel over takes the portal's bucket as full; it is empty again after this. */
    private static final Duration BUCKET_EMPTY = Duration.ofSeconds(27);

    private final Stand stand;
    private final Report report;
    private final Simulator portal;
    private final int contacts;

    EntityBench(Stand stand, Report report, boolean quick, Simulator portal) {
        this.stand = stand;
        this.report = report;
        this.portal = portal;
        this.contacts = quick ? 1_000 : 10_000;
    }

    /**
     * What one pass cost.
     *
     * @param seconds from the first post to the last result
     * @param steady contacts a second that were written after the burst was spent; 0 if it was not
     */
    private record Pass(
            String what, long requests, long added, long updated, String errors, double seconds, double steady) {
        long writes() {
            return added + updated;
        }
    }

    void run() throws IOException, SQLException, InterruptedException {
        Node sync =
                stand.start(Service.named("bitrix"), "bitrix", 0, name -> false, Map.of("BITRIX_SYNC_TOKEN", TOKEN));
        sync.awaitReady(GateBench.READY);
        Bench.say("waiting until the portal's bucket is surely empty");
        Thread.sleep(BUCKET_EMPTY);
        try (HttpClient http = PlainHttp.client()) {
            EntityDoor door = new EntityDoor(http, sync.url(), TOKEN);
            Pass first = pass(door, "none of them there", BenchContact.some(contacts, 0, 0));
            Pass repeat = pass(door, "the same again", BenchContact.some(contacts, 0, 0));
            Pass changed = pass(door, CHANGED_PERCENT + " % changed", BenchContact.some(contacts, 1, CHANGED_PERCENT));
            tell(first, List.of(first, repeat, changed), sync);
        }
        sync.stop();
    }

    private Pass pass(EntityDoor door, String what, List<BenchContact> all)
            throws IOException, SQLException, InterruptedException {
        portal.ask("DELETE", "/sim/stats", "");
        Bench.say(all.size() + " contacts, " + what);
        long begun = System.nanoTime();
        for (int from = 0; from < all.size(); from += A_POST) {
            door.post(entities(all.subList(from, Math.min(from + A_POST, all.size()))));
        }
        long spentAt = 0;
        long spentWrites = 0;
        long lastAt = 0;
        long last = 0;
        while (GateBench.count(stand, "select count(*) from bitrix_run where finished_at is null") > 0) {
            JsonNode stats = portal.get("/sim/stats");
            long now = System.nanoTime();
            long writes = writes(stats, "added");
            if (writes > last) {
                // Both ends are looked at just after a batch came, so that none is counted without its time.
                if (spentAt == 0 && stats.at("/bucket/level").asDouble() >= PortalBound.BURST - 4) {
                    spentAt = now;
                    spentWrites = writes;
                }
                last = writes;
                lastAt = now;
            }
            if (now - begun > PATIENCE.toNanos()) {
                throw new Complaint(
                        1,
                        "Not done in " + PATIENCE.toMinutes() + " minutes; the log is in "
                                + stand.suite().logs());
            }
            Thread.sleep(LOOK_EVERY);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        JsonNode stats = portal.get("/sim/stats");
        return new Pass(
                what,
                stats.path("total").asLong(),
                writes(stats, "added"),
                writes(stats, "updated"),
                stats.path("errors").toString(),
                seconds,
                spentAt == 0 || lastAt == spentAt ? 0 : (last - spentWrites) / ((lastAt - spentAt) / 1e9));
    }

    private static long writes(JsonNode stats, String what) {
        return stats.path("writes").path("contact").path(what).asLong();
    }

    private static JsonNode entities(List<BenchContact> contacts) {
        ArrayNode entities = Json.MAPPER.createArrayNode();
        contacts.forEach(contact -> entities.addObject()
                .put("entity", "contact")
                .put("originId", contact.originId())
                .set("fields", Json.tree(contact.fields())));
        return entities;
    }

    private void tell(Pass first, List<Pass> passes, Node sync) throws IOException, SQLException, InterruptedException {
        Report.Section table = report.section(
                "bitrix-sync: " + contacts + " contacts, a portal of 2 requests/s, 50 at once, real time",
                "pass",
                "HTTP requests",
                "a 1,000",
                "added",
                "updated",
                "refusals",
                "seconds");
        for (Pass pass : passes) {
            table.row(
                    pass.what(),
                    pass.requests(),
                    pass.requests() * 1000.0 / contacts,
                    pass.added(),
                    pass.updated(),
                    pass.errors(),
                    pass.seconds());
        }
        table.note("Goals: at most 45 requests a 1,000 where none is there; no write where nothing changed, which took "
                + passes.get(1).writes() + "; " + contacts * CHANGED_PERCENT / 100 + " updates where "
                + CHANGED_PERCENT + " % changed. Seconds from the first post to the last result; the service took "
                + sync.peakResidentMb() + " MB at most.");
        bound(first);
    }

    private void bound(Pass first) throws IOException, SQLException, InterruptedException {
        PortalBound bound = PortalBound.ofCreating(contacts, BitrixBench.WRITE_SECONDS);
        PortalBound leanest = PortalBound.leanest(contacts, BitrixBench.WRITE_SECONDS);
        // The portal has contacts of its own, which nobody sent.
        List<JsonNode> there = portal.get("/sim/items/contact?limit=10000")
                .valueStream()
                .filter(contact -> !contact.path("ORIGIN_ID").asText("").isEmpty())
                .toList();
        long once = there.stream()
                .filter(contact -> contact.path("PHONE").size() == 1
                        && contact.path("EMAIL").size() == 1)
                .map(contact -> contact.path("ORIGIN_ID").asText())
                .distinct()
                .count();
        Report.Section table = report.section(
                        "The first pass beside what is possible", "what", "figure", "bound", "share")
                .row("HTTP requests", first.requests(), bound.requests(), "")
                .row(
                        "seconds, with the burst",
                        first.seconds(),
                        bound.seconds(),
                        percent(bound.seconds() / first.seconds()))
                .row(
                        "the same, were every request full",
                        first.seconds(),
                        leanest.seconds(),
                        percent(leanest.seconds() / first.seconds()))
                .row(
                        "contacts/s, burst spent",
                        first.steady() == 0 ? "not spent" : first.steady(),
                        PortalBound.steady(),
                        percent(first.steady() / PortalBound.steady()))
                .row("contacts in the portal", there.size(), contacts, "")
                .row("of them once, with one telephone and one address", once, contacts, "")
                .row(
                        "entities that ended in an error",
                        GateBench.count(stand, "select count(*) from bitrix_run_item where result = 'error'"),
                        0,
                        "");
        table.note(
                "Goal: a share of at least 95 %. The bound: 50 identifiers a list command, a search for 1,000 in one request and"
                        + " 50 creates in each of the others make 21 requests a 1,000; " + PortalBound.BURST
                        + " requests go at once, then 2 a second, and the last batch works for "
                        + BitrixBench.WRITE_SECONDS * PortalBound.IN_A_BATCH + " s. A create works "
                        + BitrixBench.WRITE_SECONDS + " s at the portal: "
                        + Math.round(contacts * BitrixBench.WRITE_SECONDS) + " s of the "
                        + Math.round(PortalBound.METHOD_SECONDS)
                        + " that a method has in ten minutes. With slower ones that time binds and not the requests: "
                        + "0.8 / seconds contacts/s, whoever sends them.");
    }

    private static String percent(double share) {
        return Report.figure(share * 100) + " %";
    }
}
