package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The contacts and companies of the account from {@code relations.json}, as {@code GET /api/v4/contacts/{id}} shows
 * them; {@code leads} says whose main contact somebody is. A lead that nobody names has the first contact.
 */
record Relations(List<JsonNode> contacts, List<JsonNode> companies) {

    static Relations read() {
        try (InputStream file = Relations.class.getResourceAsStream("relations.json")) {
            return Json.MAPPER.readValue(Objects.requireNonNull(file, "relations.json"), Relations.class);
        } catch (IOException e) {
            throw new IllegalStateException("relations.json cannot be read", e);
        }
    }

    Optional<JsonNode> contact(long id) {
        return withId(contacts, id);
    }

    Optional<JsonNode> company(long id) {
        return withId(companies, id);
    }

    Optional<JsonNode> contactOf(long leadId) {
        return of(contacts, leadId).or(() -> Optional.of(contacts.getFirst()));
    }

    Optional<JsonNode> companyOf(long leadId) {
        return of(companies, leadId);
    }

    private static Optional<JsonNode> withId(List<JsonNode> entities, long id) {
        return entities.stream()
                .filter(entity -> entity.path("id").longValue() == id)
                .findFirst();
    }

    private static Optional<JsonNode> of(List<JsonNode> entities, long leadId) {
        return entities.stream()
                .filter(entity -> entity.path("leads").valueStream().anyMatch(lead -> lead.longValue() == leadId))
                .findFirst();
    }
}
