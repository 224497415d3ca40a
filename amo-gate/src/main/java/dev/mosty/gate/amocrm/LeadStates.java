package dev.mosty.gate.amocrm;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The table {@code lead_state}. */
final class LeadStates {
    /** A webhook may come long after the write that caused it, but not after five more of ours. */
    private static final int REMEMBERED_WRITES = 5;

    private LeadStates() {}

    /** The states by key; a key without one is not in the map. */
    static Map<String, LeadState> read(Handle tx, Collection<String> keys) {
        var states = new LinkedHashMap<String, LeadState>();
        tx.createQuery("select key, target, fields from lead_state where key = any (:keys)")
                .bindArray("keys", String.class, List.copyOf(keys))
                .map((row, context) -> Map.entry(
                        row.getString("key"), LeadState.fromJson(row.getString("target"), row.getString("fields"))))
                .forEach(entry -> states.put(entry.getKey(), entry.getValue()));
        return states;
    }

    static void write(Handle tx, Map<String, LeadState> states) {
        if (states.isEmpty()) {
            return;
        }
        var batch = tx.prepareBatch("""
                insert into lead_state (key, target, fields) values (:key, :target, :fields::jsonb)
                on conflict (key) do update set target = excluded.target, fields = excluded.fields, changed_at = now()
                """);
        states.forEach((key, state) -> batch.bind("key", key)
                .bind("target", state.target())
                .bind("fields", state.toJson())
                .add());
        batch.execute();
    }

    /**
     * Remembers when amoCRM says that our write happened, to know its echo.
     *
     * @param updatedAt amoCRM's Unix seconds, by key
     */
    static void remember(Handle tx, Map<String, Long> updatedAt) {
        if (updatedAt.isEmpty()) {
            return;
        }
        var batch = tx.prepareBatch("""
                update lead_state set writes = (
                    select jsonb_agg(w order by n) from (
                        select w, n from jsonb_array_elements(to_jsonb(:at::bigint) || writes) with ordinality as t (w, n)
                        order by n limit :most) newest)
                where key = :key
                """);
        updatedAt.forEach((key, at) -> batch.bind("key", key)
                .bind("at", at)
                .bind("most", REMEMBERED_WRITES)
                .add());
        batch.execute();
    }
}
