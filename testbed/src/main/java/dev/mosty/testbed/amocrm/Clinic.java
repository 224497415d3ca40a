package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/**
 * The account that the simulator starts with: fields, pipelines and a few leads with the ids that
 * facts/amocrm.md §1 lists, from {@code clinic.json}.
 *
 * @param account its name
 * @param unnamed how a lead without a name is called, before its id
 * @param leads bodies as {@code POST /api/v4/leads} takes them, each with its id
 */
record Clinic(String account, String unnamed, List<CustomField> fields, Pipelines pipelines, List<JsonNode> leads) {

    static Clinic read() {
        try (InputStream file = Clinic.class.getResourceAsStream("clinic.json")) {
            return Json.MAPPER.readValue(Objects.requireNonNull(file, "clinic.json"), Clinic.class);
        } catch (IOException e) {
            throw new IllegalStateException("clinic.json cannot be read", e);
        }
    }
}
