package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.bitrix.plan.FieldValue;

/**
 * One call of a method.
 *
 * @param label names its answer within a batch; begins with a letter, since PHP makes a list of 0, 1, 2 and loses it
 */
record Command(String label, String method, ObjectNode parameters) {
    /** PHP reads no more variables than 1000 from a batch's command, and drops the rest without a word. */
    private static final int MOST_VARIABLES = 900;

    /** Whether it has to go by itself: batches take no files. */
    boolean alone() {
        return hasFile(parameters) || variables(parameters) > MOST_VARIABLES;
    }

    /** As a batch has it: {@code crm.contact.list?filter[…]=…}. */
    String line() {
        return parameters.isEmpty() ? method : method + "?" + PhpQuery.of(parameters);
    }

    private static boolean hasFile(JsonNode json) {
        if (FieldValue.isFile(json)) {
            return true;
        }
        for (var each : json) {
            if (hasFile(each)) {
                return true;
            }
        }
        return false;
    }

    private static int variables(JsonNode json) {
        if (!json.isContainerNode()) {
            return 1;
        }
        int variables = 0;
        for (var each : json) {
            variables += variables(each);
        }
        return variables;
    }

    /** Without the parameters, which are personal data. */
    @Override
    public String toString() {
        return "Command[" + label + ", " + method + "]";
    }
}
