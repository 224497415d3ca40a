package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import dev.mosty.testbed.simulation.Reply;
import java.util.List;
import java.util.Map;

/**
 * One thing wrong with one item of a batch, as amoCRM names it (facts/amocrm.md §2, Errors).
 *
 * @param code e.g. {@code NotSupportedChoice}
 * @param path e.g. {@code custom_fields_values.0.field_id}
 */
record Refusal(String code, String path, String detail) {

    static Refusal missing(String path) {
        return new Refusal("FieldMissing", path, "This field is missing.");
    }

    static Refusal unexpected(String path) {
        return new Refusal("FieldNotExpected", path, "This field was not expected.");
    }

    static Refusal type(String path, String expected) {
        return new Refusal("InvalidType", path, "This value should be of type " + expected + ".");
    }

    static Refusal choice(String path) {
        return new Refusal("NotSupportedChoice", path, "The value you selected is not a valid choice.");
    }

    static Refusal tooLong(String path, int limit) {
        return new Refusal("TooLong", path, "This value is too long. It should have " + limit + " characters or less.");
    }

    static Refusal twice(String path) {
        return new Refusal("NotUnique", path, "This value was given twice.");
    }

    /** The whole answer: what is wrong, by the items' request ids. */
    static Reply reply(Map<String, List<Refusal>> byRequestId) {
        ObjectNode problem = Json.object();
        ArrayNode errors = problem.putArray("validation-errors");
        byRequestId.forEach((requestId, refusals) ->
                errors.addObject().put("request_id", requestId).set("errors", Json.tree(refusals)));
        problem.setAll(AmoReply.problemBody(400, "Request validation failed"));
        return AmoReply.problem(problem);
    }
}
