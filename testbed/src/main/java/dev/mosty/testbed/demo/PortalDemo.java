package dev.mosty.testbed.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.bench.Simulator;
import dev.mosty.testbed.entity.EntityDoor;
import dev.mosty.testbed.launcher.Complaint;
import dev.mosty.testbed.launcher.Service;
import dev.mosty.testbed.launcher.SimulatedBitrix;
import dev.mosty.testbed.launcher.Suite;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * bitrix-sync's part of the demo: a price list and a deal arrive in the wrong order, and then once more; the portal has
 * one of each, linked, with the sum that 1C has.
 */
record PortalDemo(Suite suite, HttpClient http) {
    private static final Duration PATIENCE = Duration.ofSeconds(14);

    /** True if every figure is as it should be, or bitrix-sync is not part of the suite or its token is not known. */
    boolean demonstrate(Report report) throws InterruptedException {
        Optional<Service> sync = Service.part("bitrix", suite);
        if (sync.isEmpty()) {
            return true;
        }
        System.out.println();
        Optional<String> token = new Tokens(suite).named("BITRIX_SYNC_TOKEN");
        if (token.isEmpty()) {
            System.out.println("– " + suite.text("demo.portal.no-token", suite.firstLogin()));
            return true;
        }
        EntityDoor door = new EntityDoor(http, suite.url(sync.get()), token.get());
        PortalView view = new PortalView(new Simulator(http, SimulatedBitrix.url(suite)));
        PullDemo pull = new PullDemo(suite, new Simulator(http, suite.oneC()), view);
        long run = System.currentTimeMillis() / 1_000;
        PriceList list = PriceList.of(run);
        try {
            // What is pulled changes what was sent, so it comes after it.
            boolean sent = send(report, door, view, list);
            return pull.demonstrate(report, list.deal(), run) && sent;
        } catch (IOException e) {
            throw new Complaint(1, suite.text("demo.portal.trouble", e.getMessage()));
        }
    }

    private boolean send(Report report, EntityDoor door, PortalView view, PriceList list)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        List<String> runs = new ArrayList<>();
        for (JsonNode post : list.posts()) {
            runs.add(door.post(post));
        }
        long right = 0;
        for (String run : runs) {
            right += ok(door, run, begun);
        }
        long all = list.all().count();
        System.out.println((right == all ? "✓ " : "✗ ")
                + suite.text("demo.portal.sent", all, Math.round((System.nanoTime() - begun) / 1e8) / 10.0));
        long before = view.writes();
        long again = ok(door, door.post(list.atOnce()), System.nanoTime());
        long repeated = view.writes() - before;

        System.out.println();
        System.out.println(report.heading(suite.text("demo.portal")));
        System.out.println();
        Tally tally = new Tally(suite, "demo.portal.");
        tally.heading();
        boolean well = true;
        for (String entity : List.of("productsection", "product", "company", "contact")) {
            well &= arrived(tally, view, list, entity);
        }
        well &= arrived(tally, view, list, "deal");
        well &= deal(tally, view, list);
        well &= tally.row("ok", all, right);
        well &= tally.row("again", all, again);
        well &= tally.row("repeated", 0, repeated);
        System.out.println();
        System.out.println(
                suite.text("demo.portal.look", suite.shown(view.portal().url())));
        return well;
    }

    /** How many of the run's entities have arrived by the time that the demo waits for them. */
    private static long ok(EntityDoor door, String run, long begun) throws IOException, InterruptedException {
        Duration left = PATIENCE.minusNanos(System.nanoTime() - begun);
        return door.await(run, left.isNegative() ? Duration.ZERO : left)
                .path("ok")
                .asLong();
    }

    /** Exactly one of each; two of one and none of another are told as two that are not right. */
    private static boolean arrived(Tally tally, PortalView view, PriceList list, String entity)
            throws IOException, InterruptedException {
        List<String> guids = list.all()
                .filter(item -> item.path("entity").asText().equals(entity))
                .map(item -> item.path("originId").asText())
                .toList();
        long once = 0;
        for (String guid : guids) {
            once += view.with(entity, guid).size() == 1 ? 1 : 0;
        }
        return tally.row(entity, guids.size(), once);
    }

    private static boolean deal(Tally tally, PortalView view, PriceList list) throws IOException, InterruptedException {
        JsonNode wanted = list.deal();
        List<JsonNode> deals = view.with("deal", wanted.path("originId").asText());
        if (deals.isEmpty()) {
            return false;
        }
        JsonNode deal = deals.getFirst();
        String company = wanted.at("/refs/COMPANY_ID/originId").asText();
        boolean linked = view.with("company", company).stream()
                .anyMatch(one ->
                        one.path("ID").asText().equals(deal.path("COMPANY_ID").asText()));
        long products = deal.path("rows")
                .valueStream()
                .map(row -> row.path("PRODUCT_ID").asLong())
                .filter(id -> id > 0)
                .distinct()
                .count();
        boolean well = tally.row("company-of-deal", 1, linked ? 1 : 0);
        well &= tally.row(
                "contacts-of-deal",
                wanted.at("/refs/CONTACT_IDS").size(),
                deal.path("CONTACT_IDS").size());
        well &= tally.row("products-of-deal", wanted.path("rows").size(), products);
        well &= tally.row("sum", list.total(), PortalView.amount(deal, "OPPORTUNITY"));
        return well;
    }
}
