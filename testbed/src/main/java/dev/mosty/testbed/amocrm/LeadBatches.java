package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import dev.mosty.testbed.simulation.Reply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Writes arrays of leads, all or nothing unless a knob says otherwise: whether a refused batch
 * applies its valid items is not known of the real side (facts/amocrm.md §2, Errors).
 */
final class LeadBatches {
    private static final int MAX_BATCH = 250;

    private final Leads leads;
    private final LeadReading reading;
    private final LeadJson json;
    private final Knobs knobs;
    private final Traffic traffic;

    LeadBatches(Leads leads, LeadReading reading, LeadJson json, Knobs knobs, Traffic traffic) {
        this.leads = leads;
        this.reading = reading;
        this.json = json;
        this.knobs = knobs;
        this.traffic = traffic;
    }

    private record Entry(String requestId, long id, LeadEdit edit) {}

    Reply add(JsonNode body, Author author) {
        return unfit(body).orElseGet(() -> {
            synchronized (leads) {
                List<Entry> valid = new ArrayList<>();
                Map<String, List<Refusal>> refused = new LinkedHashMap<>();
                for (int i = 0; i < body.size(); i++) {
                    JsonNode item = body.get(i);
                    String requestId = item.path("request_id").asText(Integer.toString(i));
                    LeadReading.Read read = reading.read(item, Optional.empty());
                    if (item.has("id")) {
                        read.refusals().add(Refusal.unexpected("id"));
                    }
                    sort(new Entry(requestId, 0, read.edit()), read.refusals(), valid, refused);
                }
                return answer(valid, refused, entry -> created(entry, author));
            }
        });
    }

    Reply patch(JsonNode body, Author author) {
        return unfit(body).orElseGet(() -> {
            synchronized (leads) {
                List<Entry> valid = new ArrayList<>();
                Map<String, List<Refusal>> refused = new LinkedHashMap<>();
                Set<Long> seen = new HashSet<>();
                for (int i = 0; i < body.size(); i++) {
                    JsonNode item = body.get(i);
                    String requestId = item.path("request_id").asText(Integer.toString(i));
                    patchItem(item, requestId, seen, valid, refused);
                }
                if (author == Author.INTEGRATION && refused.isEmpty()) {
                    traffic.patched(seen);
                }
                return answer(valid, refused, entry -> edited(entry, author));
            }
        });
    }

    /** {@code PATCH /api/v4/leads/{id}}: one object, whose id is in the path. */
    Reply patchOne(long id, JsonNode body, Author author) {
        synchronized (leads) {
            Optional<Lead> lead = leads.find(id);
            if (lead.isEmpty()) {
                return AmoReply.problem(404, "Entity not found");
            }
            LeadReading.Read read = reading.read(body, lead);
            if (!read.refusals().isEmpty()) {
                return Refusal.reply(Map.of("0", read.refusals()));
            }
            if (author == Author.INTEGRATION) {
                traffic.patched(Set.of(id));
            }
            return AmoReply.ok(edited(new Entry("0", id, read.edit()), author));
        }
    }

    private void patchItem(
            JsonNode item, String requestId, Set<Long> seen, List<Entry> valid, Map<String, List<Refusal>> refused) {
        JsonNode id = item.path("id");
        if (!id.isIntegralNumber()) {
            Refusal why = id.isMissingNode() ? Refusal.missing("id") : Refusal.type("id", "int");
            refused.put(requestId, List.of(why));
            return;
        }
        Optional<Lead> lead = leads.find(id.longValue());
        if (lead.isEmpty() && knobs.omitUnknownLeads) {
            return;
        }
        LeadReading.Read read = reading.read(item, lead);
        if (lead.isEmpty()) {
            read.refusals().add(new Refusal("NotSupportedChoice", "id", "Entity with this id was not found."));
        }
        if (!seen.add(id.longValue())) {
            read.refusals().add(Refusal.twice("id"));
        }
        sort(new Entry(requestId, id.longValue(), read.edit()), read.refusals(), valid, refused);
    }

    private static void sort(
            Entry entry, List<Refusal> refusals, List<Entry> valid, Map<String, List<Refusal>> refused) {
        if (refusals.isEmpty()) {
            valid.add(entry);
        } else {
            refused.put(entry.requestId(), refusals);
        }
    }

    private static Optional<Reply> unfit(JsonNode body) {
        if (!body.isArray() || body.isEmpty()) {
            return Optional.of(AmoReply.problem(400, "The request body must be an array with at least one entity"));
        }
        if (body.size() > MAX_BATCH) {
            return Optional.of(AmoReply.problem(400, "A request takes at most " + MAX_BATCH + " entities"));
        }
        return Optional.empty();
    }

    private Reply answer(List<Entry> valid, Map<String, List<Refusal>> refused, Function<Entry, ObjectNode> write) {
        boolean writing = refused.isEmpty() || knobs.applyValidOfRefusedBatch;
        List<ObjectNode> written = writing ? valid.stream().map(write).toList() : List.of();
        if (!refused.isEmpty()) {
            return Refusal.reply(refused);
        }
        ObjectNode body = Json.object();
        body.putObject("_embedded").putArray("leads").addAll(written);
        return AmoReply.ok(body);
    }

    private ObjectNode created(Entry entry, Author author) {
        Lead lead = leads.create(entry.edit(), author);
        ObjectNode reply = Json.object().put("id", lead.id()).put("request_id", entry.requestId());
        reply.set("_links", json.self(lead.id()));
        return reply;
    }

    private ObjectNode edited(Entry entry, Author author) {
        Lead lead = leads.edit(entry.id(), entry.edit(), author);
        ObjectNode reply = Json.object()
                .put("id", lead.id())
                .put("updated_at", lead.updatedAt().getEpochSecond())
                .put("request_id", entry.requestId());
        reply.set("_links", json.self(lead.id()));
        return reply;
    }
}
