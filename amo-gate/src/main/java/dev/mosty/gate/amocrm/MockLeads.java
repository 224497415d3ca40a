package dev.mosty.gate.amocrm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mosty.delivery.Courier;
import dev.mosty.delivery.Courier.LeaseLost;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/**
 * Finds or makes the leads that stand for RDESK's leads in a test domain.
 *
 * <p>Found by name, exactly: a query for {@code ID_233} also finds {@code ID_2333}. A lead whose creation had an
 * unknown outcome is searched for again before anything is created, so it is made once.
 */
final class MockLeads {
    private static final int PAGE = 250;

    private final MockConfig config;

    MockLeads(MockConfig config) {
        this.config = config;
    }

    boolean on() {
        return config.leadId();
    }

    /** The pairings that are known, by key. */
    static Map<String, Long> known(Handle tx, String account, Collection<String> keys) {
        var known = new HashMap<String, Long>();
        tx.createQuery("""
                        select lead_id, remote_id from mock_lead where account = :account and lead_id = any (:leads)
                        """)
                .bind("account", account)
                .bindArray("leads", Long.class, keys.stream().map(Long::valueOf).toList())
                .map((row, context) -> Map.entry(row.getString("lead_id"), row.getLong("remote_id")))
                .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
        return known;
    }

    static void remember(Handle tx, String account, Map<String, Long> resolved) {
        resolved.forEach((key, remote) -> tx.execute("""
                insert into mock_lead (account, lead_id, remote_id) values (?, ?, ?)
                on conflict (account, lead_id) do update set remote_id = excluded.remote_id
                """, account, Long.valueOf(key), remote));
    }

    /** What a search or a creation came to. */
    sealed interface Resolved {
        record Leads(Map<String, Long> byKey) implements Resolved {}

        record NotNow(Answer why) implements Resolved {}
    }

    Resolved search(AmoApi api, Courier courier, String token, LeadWrite write) throws LeaseLost {
        var name = name(write);
        var oldest = OptionalLong.empty();
        for (int page = 1; ; page++) {
            var answer = api.get(courier, token, "/api/v4/leads?query=%s&limit=%d&page=%d".formatted(name, PAGE, page));
            if (!(answer instanceof Answer.Taken(var body))) {
                return new Resolved.NotNow(answer);
            }
            var leads = body.path("_embedded").path("leads");
            for (var lead : leads) {
                var id = lead.path("id").asLong();
                if (lead.path("name").asText().equals(name) && (oldest.isEmpty() || id < oldest.getAsLong())) {
                    oldest = OptionalLong.of(id);
                }
            }
            if (leads.size() < PAGE) {
                return new Resolved.Leads(oldest.isPresent() ? Map.of(write.key(), oldest.getAsLong()) : Map.of());
            }
        }
    }

    Resolved create(AmoApi api, Courier courier, String token, List<LeadWrite> writes) throws LeaseLost {
        var body = JsonNodeFactory.instance.arrayNode();
        for (var write : writes) {
            var lead = body.addObject().put("name", name(write)).put("request_id", write.key());
            var pipeline = switch (write.funnel()) {
                case BOOKED -> config.pipelineBookedId();
                case MC -> config.pipelineMcId();
            };
            var status = switch (write.funnel()) {
                case BOOKED -> config.pipelineBookedStatusId();
                case MC -> config.pipelineMcStatusId();
            };
            pipeline.ifPresent(id -> lead.put("pipeline_id", id));
            status.ifPresent(id -> lead.put("status_id", id));
        }
        var answer = api.post(courier, token, "/api/v4/leads", body.toString());
        if (!(answer instanceof Answer.Taken(var reply))) {
            return new Resolved.NotNow(answer);
        }
        var made = new HashMap<String, Long>();
        for (var lead : reply.path("_embedded").path("leads")) {
            made.put(lead.path("request_id").asText(), lead.path("id").asLong());
        }
        return new Resolved.Leads(made);
    }

    private static String name(LeadWrite write) {
        return "ID_" + write.key();
    }
}
