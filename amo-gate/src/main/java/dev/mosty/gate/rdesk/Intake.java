package dev.mosty.gate.rdesk;

import java.util.List;

/**
 * What a posted body turned out to be. Reading never fails: a body that is not JSON is a value too, and the edge makes
 * it a 400.
 */
public sealed interface Intake {

    /**
     * The body was an array (or one object, taken as an array of one).
     *
     * @param items in the order of the body; empty for an empty array
     */
    record Items(List<Item> items) implements Intake {
        /** Copies the list. */
        public Items {
            items = List.copyOf(items);
        }
    }

    /**
     * The body is not JSON in UTF-8, has something after its one document, is nested deeper than 200 levels, or is a
     * bare scalar.
     *
     * @param sentence says what is wrong and where; never quotes the body
     */
    record NotJson(String sentence) implements Intake {}

    /** Reads one body in one pass over its tokens; thread-safe, allocates little beyond the items' texts. */
    static Intake read(byte[] body) {
        return BodyReader.read(body);
    }
}
