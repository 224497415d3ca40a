package dev.mosty.bitrix.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One entity as 1C sent it, its shape checked by {@link ItemReader}.
 *
 * @param fields by the portal's names, as they came
 * @param references fields whose value is the portal's id of another entity
 * @param rows product rows; empty if 1C did not speak of them, which leaves them as they are
 * @param force 1C's word against everything: stages may go back, and unchanged fields are written again
 */
public record Item(
        EntityKey key,
        Map<String, JsonNode> fields,
        Map<String, Reference> references,
        Optional<List<Row>> rows,
        boolean force) {

    /** @param many whether the field takes a list, such as {@code CONTACT_IDS} */
    public record Reference(boolean many, List<EntityKey> targets) {}

    /**
     * One line of goods.
     *
     * @param product empty for a line that only has a name or a product of the portal's own
     */
    public record Row(Optional<EntityKey> product, Map<String, JsonNode> fields) {}

    /** Without the values, which are personal data. */
    @Override
    public String toString() {
        return "Item[" + key + "]";
    }
}
