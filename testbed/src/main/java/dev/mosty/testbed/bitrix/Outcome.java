package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import java.util.OptionalInt;

/** What a method came to. */
sealed interface Outcome {

    record Value(JsonNode result) implements Outcome {}

    /** @param total 0 when nobody counted, as with {@code start=-1} */
    record Listed(JsonNode rows, int total, OptionalInt next) implements Outcome {}

    /**
     * An error as the portal words it; classic methods often leave the code empty (facts/bitrix24.md §1.5).
     *
     * @param status of the HTTP answer, had it been called by itself
     */
    record Refused(int status, String error, String description) implements Outcome {

        /** Of the method itself: no code, only text. */
        static Refused of(String description) {
            return new Refused(400, "", description);
        }

        static Refused core(String description) {
            return new Refused(400, "ERROR_CORE", description);
        }

        ObjectNode json() {
            return Json.object().put("error", error).put("error_description", description);
        }
    }

    static Outcome number(long value) {
        return new Value(LongNode.valueOf(value));
    }

    static Outcome yes() {
        return new Value(BooleanNode.TRUE);
    }
}
