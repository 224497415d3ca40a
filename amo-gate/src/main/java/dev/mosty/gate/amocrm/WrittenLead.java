package dev.mosty.gate.amocrm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What the gate has written to a lead of the connected account.
 *
 * @param writes amoCRM's times of our last writes, Unix seconds, newest first
 * @param prints the {@link Fingerprint} of what we wrote last, by amoCRM's field id
 * @param underWay some field's write is not confirmed yet
 */
public record WrittenLead(List<Long> writes, Map<String, String> prints, boolean underWay) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param account the account's address
     * @param lead the lead's id in that account
     */
    public static Optional<WrittenLead> read(Handle tx, String account, String lead) {
        return tx.createQuery("select fields, writes from lead_state where target = :target")
                .bind("target", account + "#" + lead)
                .map((row, context) -> of(row.getString("fields"), row.getString("writes")))
                .findFirst();
    }

    private static WrittenLead of(String fields, String writes) {
        try {
            var times = new ArrayList<Long>();
            JSON.readTree(writes).forEach(time -> times.add(time.asLong()));
            var prints = new HashMap<String, String>();
            var underWay = false;
            for (var field : JSON.readTree(fields).properties()) {
                underWay |= !field.getValue().path("w").asBoolean();
                var id = field.getValue().path("t").asLong();
                if (id > 0) {
                    prints.put(Long.toString(id), field.getValue().path("h").asText());
                }
            }
            return new WrittenLead(List.copyOf(times), Map.copyOf(prints), underWay);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("lead_state holds jsonb", e);
        }
    }
}
