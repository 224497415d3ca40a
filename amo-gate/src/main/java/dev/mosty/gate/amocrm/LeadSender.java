package dev.mosty.gate.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.delivery.Courier;
import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.delivery.Outcome;
import dev.mosty.delivery.Outcome.Dead;
import dev.mosty.delivery.Outcome.Done;
import dev.mosty.delivery.Outcome.Pause;
import dev.mosty.delivery.Outcome.Superseded;
import dev.mosty.delivery.Outcome.Uncertain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends batches and reads their answers item by item.
 *
 * <p>A refused batch drops the items that its errors name and resends the rest; what is unnamed is bisected. An item is
 * done only if the answer names it. Whether a refused batch was applied in part is not documented, so after one every
 * field of the rest goes out again, which is harmless: they are states.
 */
final class LeadSender {
    private static final String PATH = "/api/v4/leads";
    /** Failures of the other side in a row that are taken for bad luck; the next one rests the whole channel. */
    private static final int BAD_LUCK = 2;

    private final AmoApi api;
    private final Auth auth;
    private final BatchSize size;
    private final AtomicInteger failures;
    /** Set once an answer was about no lead in particular: what is left of the batch waits with the rest. */
    private @Nullable Pause halted;

    LeadSender(AmoApi api, Auth auth, BatchSize size, AtomicInteger failures) {
        this.api = api;
        this.auth = auth;
        this.size = size;
        this.failures = failures;
    }

    /** One batch with all that its answers make needed; a sender serves one batch. */
    Map<Long, Outcome> send(LeadBatch batch, List<LeadWrite> writes, Courier courier) throws LeaseLost {
        var outcomes = new HashMap<Long, Outcome>();
        var rest = List.copyOf(writes);
        while (!rest.isEmpty()) {
            var chunk = rest.subList(0, Math.min(rest.size(), size.present()));
            sendChunk(batch, chunk, courier, outcomes);
            rest = rest.subList(chunk.size(), rest.size());
        }
        return outcomes;
    }

    private void sendChunk(LeadBatch batch, List<LeadWrite> chunk, Courier courier, Map<Long, Outcome> outcomes)
            throws LeaseLost {
        var pause = halted;
        if (pause != null) {
            all(chunk, pause, outcomes);
            return;
        }
        var token = auth.token();
        var answer = api.patch(courier, token, PATH, body(chunk));
        if (answer instanceof Answer.Taken || answer instanceof Answer.Invalid || answer instanceof Answer.NotFound) {
            failures.set(0);
            auth.accepted(token);
        }
        switch (answer) {
            case Answer.Taken(var body) -> {
                size.taken();
                taken(batch, chunk, body, courier, outcomes);
            }
            case Answer.Invalid(var named, String why) -> refused(batch, chunk, named, why, courier, outcomes);
            case Answer.NotFound(String why) ->
                bisect(batch, chunk, courier, outcomes, new Dead("amoCRM does not know this lead: " + why, null));
            case Answer.Unauthorized ignored -> {
                auth.rejected(token);
                halt(chunk, Pauses.of(answer, 0), outcomes);
            }
            case Answer.TooSlow() -> {
                size.tooSlow(chunk.size());
                failed(chunk, answer, outcomes);
            }
            case Answer.Unknown ignored -> failed(chunk, answer, outcomes);
            case Answer.Unreachable ignored -> halt(chunk, Pauses.of(answer, failures.getAndIncrement()), outcomes);
            case Answer.Banned ignored -> halt(chunk, Pauses.of(answer, failures.getAndIncrement()), outcomes);
            case Answer.TooMany ignored -> halt(chunk, Pauses.of(answer, failures.getAndIncrement()), outcomes);
            case Answer.Strange ignored -> halt(chunk, Pauses.of(answer, failures.getAndIncrement()), outcomes);
            case Answer.Resting ignored -> halt(chunk, Pauses.of(answer, 0), outcomes);
            case Answer.Forbidden ignored -> halt(chunk, Pauses.of(answer, 0), outcomes);
            case Answer.Unpaid ignored -> halt(chunk, Pauses.of(answer, 0), outcomes);
            case Answer.Moved ignored -> halt(chunk, Pauses.of(answer, 0), outcomes);
        }
    }

    private static String body(List<LeadWrite> chunk) {
        var entries = new ArrayList<String>(chunk.size());
        for (int i = 0; i < chunk.size(); i++) {
            var entry = chunk.get(i).json();
            entries.add(entry.substring(0, entry.length() - 1) + ",\"request_id\":\"" + i + "\"}");
        }
        return "[" + String.join(",", entries) + "]";
    }

    private void taken(
            LeadBatch batch, List<LeadWrite> chunk, JsonNode body, Courier courier, Map<Long, Outcome> outcomes)
            throws LeaseLost {
        if (!body.isEmpty() && !body.path("_embedded").path("leads").isArray()) {
            var strange = new Answer.Strange("amoCRM's answer to a PATCH lists no leads");
            halt(chunk, Pauses.of(strange, failures.getAndIncrement()), outcomes);
            return;
        }
        var updatedAt = new HashMap<Long, Long>();
        for (var lead : body.path("_embedded").path("leads")) {
            updatedAt.put(lead.path("id").asLong(), lead.path("updated_at").asLong());
        }
        var unnamed = new ArrayList<LeadWrite>();
        for (var write : chunk) {
            var at = updatedAt.get(write.remoteId().orElseThrow());
            if (at == null) {
                unnamed.add(write);
            } else {
                batch.updatedAt().put(write.key(), at);
                done(write, outcomes);
            }
        }
        if (!unnamed.isEmpty()) {
            alone(
                    batch,
                    unnamed,
                    chunk.size(),
                    courier,
                    outcomes,
                    new Dead("amoCRM took the request and did not name this lead: it is not there, or not ours", null));
        }
    }

    private void refused(
            LeadBatch batch,
            List<LeadWrite> chunk,
            Map<String, List<Answer.Fault>> named,
            String why,
            Courier courier,
            Map<Long, Outcome> outcomes)
            throws LeaseLost {
        var rest = new ArrayList<LeadWrite>();
        for (int i = 0; i < chunk.size(); i++) {
            var faults = named.get(Integer.toString(i));
            if (faults == null) {
                rest.add(chunk.get(i));
            } else {
                all(List.of(chunk.get(i)), dead(faults), outcomes);
            }
        }
        if (rest.size() == chunk.size()) {
            bisect(batch, chunk, courier, outcomes, new Dead(why, new Outcome.Fault("400", "")));
        } else if (!rest.isEmpty()) {
            sendChunk(batch, rest, courier, outcomes);
        }
    }

    /** A lead that does not exist is its own fault; everything else may be the configuration's. */
    private static Dead dead(List<Answer.Fault> faults) {
        var first = faults.getFirst();
        var why = faults.stream()
                .map(fault -> fault.code() + " at " + fault.path() + ": " + fault.detail())
                .distinct()
                .collect(Collectors.joining("; "));
        var own = first.path().equals("id") || first.code().equals("NotFound");
        return new Dead(
                own ? "amoCRM does not know this lead: " + why : "amoCRM refused: " + why,
                own ? null : new Outcome.Fault(first.code(), first.path()));
    }

    private void bisect(
            LeadBatch batch, List<LeadWrite> chunk, Courier courier, Map<Long, Outcome> outcomes, Dead ifAlone)
            throws LeaseLost {
        if (chunk.size() == 1) {
            all(chunk, ifAlone, outcomes);
            return;
        }
        var middle = chunk.size() / 2;
        sendChunk(batch, chunk.subList(0, middle), courier, outcomes);
        sendChunk(batch, chunk.subList(middle, chunk.size()), courier, outcomes);
    }

    private void alone(
            LeadBatch batch,
            List<LeadWrite> unnamed,
            int sentTogether,
            Courier courier,
            Map<Long, Outcome> outcomes,
            Dead ifAlone)
            throws LeaseLost {
        if (sentTogether == 1) {
            all(unnamed, ifAlone, outcomes);
            return;
        }
        for (var write : unnamed) {
            sendChunk(batch, List.of(write), courier, outcomes);
        }
    }

    private void failed(List<LeadWrite> chunk, Answer answer, Map<Long, Outcome> outcomes) {
        var before = failures.getAndIncrement();
        var pause = Pauses.of(answer, before);
        if (before < BAD_LUCK) {
            all(chunk, new Uncertain(pause.why()), outcomes);
        } else {
            halt(chunk, pause, outcomes);
        }
    }

    private void halt(List<LeadWrite> chunk, Pause pause, Map<Long, Outcome> outcomes) {
        halted = pause;
        all(chunk, pause, outcomes);
    }

    private static void all(List<LeadWrite> chunk, Outcome outcome, Map<Long, Outcome> outcomes) {
        for (var write : chunk) {
            write.parcel().deliveries().forEach(delivery -> outcomes.put(delivery.id(), outcome));
        }
    }

    static void done(LeadWrite write, Map<Long, Outcome> outcomes) {
        var note = String.join("\n", write.remarks());
        for (var delivery : write.parcel().deliveries()) {
            outcomes.put(
                    delivery.id(),
                    write.superseded(delivery)
                            ? new Superseded(write.parcel().newest().id())
                            : new Done(note));
        }
    }
}
