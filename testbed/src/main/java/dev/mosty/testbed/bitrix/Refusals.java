package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;

/** Commands to come that are refused, in a batch as by themselves: what the portal has against one entity. */
final class Refusals {
    private final List<Refusal> waiting = new ArrayList<>();

    /**
     * One that waits.
     *
     * @param method its whole name
     */
    record Refusal(int times, String method, String error, String description) {
        /** @throws IllegalArgumentException with a sentence */
        static Refusal read(JsonNode json) {
            String method = Commands.name(json.path("method").asText());
            int times = json.path("times").asInt(1);
            if (method.isEmpty() || times < 1) {
                throw new IllegalArgumentException("method must be named, and times at least 1");
            }
            return new Refusal(
                    times,
                    method,
                    json.path("error").asText("ERROR_CORE"),
                    json.path("description").asText("Refused by the simulator"));
        }
    }

    synchronized void add(Refusal refusal) {
        waiting.add(refusal);
    }

    synchronized List<Refusal> waiting() {
        return List.copyOf(waiting);
    }

    synchronized void clear() {
        waiting.clear();
    }

    synchronized Optional<Outcome.Refused> meet(String method) {
        ListIterator<Refusal> each = waiting.listIterator();
        while (each.hasNext()) {
            Refusal next = each.next();
            if (next.method().equals(method)) {
                if (next.times() == 1) {
                    each.remove();
                } else {
                    each.set(new Refusal(next.times() - 1, method, next.error(), next.description()));
                }
                return Optional.of(new Outcome.Refused(400, next.error(), next.description()));
            }
        }
        return Optional.empty();
    }
}
