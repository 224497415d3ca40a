package dev.mosty.testbed.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.bitrix.peer.BenchContact;
import dev.mosty.testbed.bitrix.peer.NaiveExchange;
import dev.mosty.testbed.bitrix.peer.Peer;
import dev.mosty.testbed.bitrix.peer.SdkExchange;
import dev.mosty.testbed.launcher.SimulatedBitrix;
import dev.mosty.testbed.launcher.Stand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The algorithm of seed 004 and the portal's own SDK bring contacts to the same portal. */
final class PeerBench {
    private static final double AS_THE_PORTAL_ALLOWS = 0.5;
    private static final String REPEAT = "; the same again";

    private final Stand stand;
    private final Report report;
    private final Simulator portal;
    private final int naiveContacts;
    private final int sdkContacts;

    PeerBench(Stand stand, Report report, boolean quick, Simulator portal) {
        this.stand = stand;
        this.report = report;
        this.portal = portal;
        this.naiveContacts = quick ? 10 : 100;
        this.sdkContacts = quick ? 200 : 2_000;
    }

    void run() throws IOException, InterruptedException {
        Report.Section table = report.section(
                "Others at the same portal",
                "who",
                "contacts",
                "HTTP requests",
                "a 1,000",
                "added",
                "updated",
                "given up",
                "contacts/s",
                "10,000 would take");
        String url = SimulatedBitrix.url(stand.suite());
        String webhook = SimulatedBitrix.webhook(stand.secrets());
        measure(table, new NaiveExchange(url, webhook, 0), naiveContacts, false);
        measure(table, new NaiveExchange(url, webhook, AS_THE_PORTAL_ALLOWS), naiveContacts, true);
        Path home = stand.suite().data().resolveSibling("b24jssdk");
        try {
            measure(table, new SdkExchange(url, webhook, 1, home), sdkContacts, true);
        } catch (IOException e) {
            table.note("The portal's SDK is left out: @bitrix24/b24jssdk could not be had or run here ("
                    + String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("") + ").");
        }
        table.note(
                "seed-004 asks for each contact and then writes it, one after the other; it knows no limit, so what the"
                        + " portal refuses it gives up. seed-004-paced is the same with half a second between requests. The SDK"
                        + " finds 50 a command and writes 50 a batch, as its documentation has it. Fewer contacts than above, since"
                        + " they take so long; neither knows what it sent last, so a repeat costs what the first pass did.");
    }

    private void measure(Report.Section table, Peer peer, int count, boolean again)
            throws IOException, InterruptedException {
        BitrixBench.fresh(portal);
        List<BenchContact> contacts = BenchContact.some(count, 0, 0);
        row(table, peer, contacts, "");
        if (again) {
            portal.ask("DELETE", "/sim/limits", "");
            portal.ask("DELETE", "/sim/stats", "");
            row(table, peer, contacts, REPEAT);
        }
    }

    private void row(Report.Section table, Peer peer, List<BenchContact> contacts, String which)
            throws IOException, InterruptedException {
        Bench.say(contacts.size() + " contacts" + which);
        Peer.Counts counts = peer.bring(contacts);
        JsonNode stats = portal.get("/sim/stats");
        long requests = stats.path("total").asLong();
        double done = Math.max(0, counts.contacts() - counts.failed()) / counts.seconds();
        table.row(
                counts.peer() + which,
                counts.contacts(),
                requests,
                requests * 1000.0 / counts.contacts(),
                stats.at("/writes/contact/added").asLong(),
                stats.at("/writes/contact/updated").asLong(),
                counts.failed(),
                done,
                counts.failed() > 0 ? "–" : Report.figure(10_000 / done / 60) + " min");
    }
}
