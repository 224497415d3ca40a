package dev.mosty.gate.lead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.gate.rdesk.Funnel;
import dev.mosty.gate.rdesk.Intake;
import dev.mosty.gate.rdesk.Item;
import dev.mosty.gate.rdesk.RdeskJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** The golden payloads, read as the gate reads them; the people in them are invented. */
final class Samples {

    static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    static final Path GOLDEN = Path.of("src/test/resources/golden");

    /** The ids of an account like the one of the example environment (facts/amocrm.md §1). */
    static final FieldIds IDS = new FieldIds(Map.ofEntries(
            Map.entry(LeadField.CREATED_AT, 1287599L),
            Map.entry(LeadField.PAID_PRICE, 1305167L),
            Map.entry(LeadField.ZDRAV_ID, 1305111L),
            Map.entry(LeadField.BOOKED_STATUS, 1304923L),
            Map.entry(LeadField.CHECK_IN, 1305059L),
            Map.entry(LeadField.CHECK_OUT, 1305061L),
            Map.entry(LeadField.GUESTS, 1304335L),
            Map.entry(LeadField.DOC_NUM, 1305107L),
            Map.entry(LeadField.BILL_DATA, 1304929L),
            Map.entry(LeadField.MC_TREATMENTS, 1363929L),
            Map.entry(LeadField.MC_LABS, 1363931L),
            Map.entry(LeadField.MC_PACKETS, 1363933L),
            Map.entry(LeadField.MC_COMPLEX, 1363935L),
            Map.entry(LeadField.MC_BIRTHDAY, 1208395L)));

    private Samples() {}

    static Mapped map(Funnel funnel, JsonNode item) {
        return LeadMapping.map(funnel, item, MOSCOW);
    }

    static ObjectNode booked() {
        return sample("booked/full.json");
    }

    static ObjectNode medical() {
        return sample("mc/full.json");
    }

    static ObjectNode good(Funnel funnel) {
        return switch (funnel) {
            case BOOKED -> booked();
            case MC -> medical();
        };
    }

    /** The items of a posted body that are about a lead, all of them. */
    static List<Item.ForLead> items(Path body) {
        if (Intake.read(bytes(body)) instanceof Intake.Items(List<Item> items)) {
            return items.stream().map(Item.ForLead.class::cast).toList();
        }
        throw new AssertionError(body + " is no JSON");
    }

    private static ObjectNode sample(String name) {
        return (ObjectNode)
                RdeskJson.tree(items(GOLDEN.resolve(name)).getFirst().json());
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
