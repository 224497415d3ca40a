package dev.mosty.testbed.onec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import dev.mosty.testbed.simulation.Reply;
import java.util.Optional;

/** The HTTP service through which {@link Changes} are asked for, page by page, and confirmed. */
final class ChangesService {
    private static final int MOST_PAGE = 5_000;

    private final Changes changes;
    private final Knobs knobs;
    private final OneCReply replies;
    private final Calls calls;

    ChangesService(Changes changes, Knobs knobs, OneCReply replies, Calls calls) {
        this.changes = changes;
        this.knobs = knobs;
        this.replies = replies;
        this.calls = calls;
    }

    /** {@code GET …?limit=500}. */
    Reply page(String limit) {
        calls.pages();
        if (!limit.matches("\\d{1,4}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MOST_PAGE) {
            return refused("limit");
        }
        Changes.Page page = changes.page(Integer.parseInt(limit));
        ObjectNode answer = Json.object().put("message", page.message());
        answer.putArray("entities").addAll(page.objects());
        return Reply.json(200, answer.put("more", page.more()));
    }

    /** {@code POST … {"received":17,"run":"…"}}. */
    Reply confirm(String text) {
        calls.confirmations();
        Optional<JsonNode> body = Json.read(text).filter(JsonNode::isObject);
        if (body.isEmpty()) {
            return refused("json");
        }
        JsonNode number = body.get().path("received");
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 1) {
            return refused("received");
        }
        if (!changes.confirm(number.asLong(), body.get().path("run").asText())) {
            return refused("no-page");
        }
        return Reply.json(200, Json.object().put("received", number.asLong()));
    }

    private Reply refused(String about) {
        return replies.refusal(knobs.refusals, about);
    }
}
