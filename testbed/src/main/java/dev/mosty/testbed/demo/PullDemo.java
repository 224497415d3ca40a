package dev.mosty.testbed.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.bench.Simulator;
import dev.mosty.testbed.launcher.Suite;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The other way to Bitrix24: 1C only notes what it changed, bitrix-sync asks for it, and 1C learns what was taken.
 *
 * @param oneC its control
 */
record PullDemo(Suite suite, Simulator oneC, PortalView view) {
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    /** True if each change is at the portal once and 1C knows it. */
    boolean demonstrate(Report report, JsonNode deal, long run) throws IOException, InterruptedException {
        List<JsonNode> changes = changes(deal, run).valueStream().toList();
        long confirmed = confirmed();
        long begun = System.nanoTime();
        oneC.ask("POST", "/sim/changes", Json.text(changes));
        while (System.nanoTime() - begun < PATIENCE.toNanos()
                && (arrived(changes) < changes.size() || confirmed() - confirmed < changes.size())) {
            Thread.sleep(LOOK_EVERY);
        }
        System.out.println();
        System.out.println((arrived(changes) == changes.size() ? "✓ " : "✗ ")
                + suite.text("demo.pull.asked", changes.size(), Math.round((System.nanoTime() - begun) / 1e8) / 10.0));
        System.out.println();
        System.out.println(report.heading(suite.text("demo.pull")));
        System.out.println();
        Tally tally = new Tally(suite, "demo.pull.");
        tally.heading();
        boolean well = true;
        for (JsonNode change : changes) {
            well &= tally.row(change.path("entity").asText(), 1, arrived(List.of(change)));
        }
        well &= tally.row("confirmed", changes.size(), confirmed() - confirmed);
        System.out.println();
        System.out.println(suite.text("demo.pull.look", oneC.url() + "/#changes"));
        return well;
    }

    /** A lead of this run, its deal a stage further, and a price. */
    private static ArrayNode changes(JsonNode deal, long run) {
        try (InputStream file = PullDemo.class.getResourceAsStream("changes.json")) {
            ArrayNode changes = (ArrayNode) Json.MAPPER.readTree(Objects.requireNonNull(file, "changes.json"));
            for (JsonNode change : changes) {
                switch (change.path("entity").asText()) {
                    case "lead" ->
                        ((ObjectNode) change).put("originId", "b24d0000-0000-4000-a000-%012d".formatted(run));
                    case "deal" -> ((ObjectNode) change).set("originId", deal.path("originId"));
                    default -> {}
                }
            }
            return changes;
        } catch (IOException e) {
            throw new IllegalStateException("changes.json cannot be read", e);
        }
    }

    private long confirmed() throws IOException, InterruptedException {
        return oneC.get("/sim/changes").path("confirmed").asLong();
    }

    private long arrived(List<JsonNode> changes) throws IOException, InterruptedException {
        long arrived = 0;
        for (JsonNode change : changes) {
            List<JsonNode> there = view.with(
                    change.path("entity").asText(), change.path("originId").asText());
            arrived += there.size() == 1 && shows(there.getFirst(), change) ? 1 : 0;
        }
        return arrived;
    }

    private static boolean shows(JsonNode item, JsonNode change) {
        return change.path("fields").properties().stream()
                .allMatch(field -> item.path(field.getKey())
                        .asText()
                        .equals(field.getValue().asText()));
    }
}
