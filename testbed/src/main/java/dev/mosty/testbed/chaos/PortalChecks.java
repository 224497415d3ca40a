package dev.mosty.testbed.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.bench.Simulator;
import dev.mosty.testbed.launcher.Suite;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the simulated portal has against what 1C has, when all is calm. */
record PortalChecks(Suite suite, Catalogue catalogue, Simulator portal, Simulator oneC, Rows rows) {

    /** Objects that 1C was not told have arrived. */
    static long waiting(Simulator oneC) throws IOException, InterruptedException {
        return oneC.get("/sim/changes").path("registered").size();
    }

    /** Prints it; true when everything holds. */
    boolean report() throws IOException, SQLException, InterruptedException {
        Findings findings = new Findings(suite);
        findings.fact("entities", catalogue.newest().size());
        findings.fact("runs", rows.number("select count(*) from bitrix_run where source = 'post'"));
        findings.fact("pulled", rows.number("select count(*) from bitrix_run where source = 'pull'"));
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
        findings.must("as-in-1c", older(there));
        findings.must("linked", unlinked(there));
        findings.must("confirmed", waiting(oneC) == 0 ? List.of() : List.of(Long.toString(waiting(oneC))));
        findings.must("stuck", rows.texts("select key || ': ' || pending from delivery_lane where channel = 'bitrix'"));
        findings.must("dead", rows.texts("select key || ': ' || last_error from delivery where dead_at is not null"));
        return findings.report();
    }

    private List<String> older(Map<String, JsonNode> there) {
        List<String> wrong = new ArrayList<>();
        catalogue.newest().forEach((thing, edition) -> {
            JsonNode item = there.getOrDefault(thing.originId(), Json.object());
            String name = item.path(Catalogue.title(thing)).asText();
            if (!name.equals(Catalogue.named(thing, edition)) || !whole(thing, edition, item)) {
                wrong.add("%s: %s, %s at %s, wanted edition %d"
                        .formatted(
                                thing,
                                name,
                                item.path("OPPORTUNITY").asText(),
                                item.path("STAGE_ID").asText(),
                                edition));
            }
        });
        return wrong;
    }

    private static boolean whole(Catalogue.Thing thing, int edition, JsonNode item) {
        return switch (thing.entity()) {
            case "contact" -> item.path("PHONE").size() == 1;
            case "deal" ->
                item.path("rows").size() == 1
                        && item.path("OPPORTUNITY").asText().equals(edition * 2 + ".00")
                        && item.path("STAGE_ID").asText().equals(Catalogue.stage(edition));
            default -> true;
        };
    }

    private List<String> unlinked(Map<String, JsonNode> there) {
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
