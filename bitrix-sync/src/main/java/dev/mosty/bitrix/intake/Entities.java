package dev.mosty.bitrix.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mosty.bitrix.plan.EntityKey;
import dev.mosty.bitrix.plan.Item;
import dev.mosty.bitrix.plan.ItemReader;
import dev.mosty.bitrix.plan.ItemReader.Malformed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The entities of one POST: all of them, or a sentence that names the first that has a wrong shape. */
sealed interface Entities {

    /** @param entities in the order of the body */
    record Taken(List<Entity> entities) implements Entities {}

    /** @param sentence names the entity's index, from 0, and its field; never quotes a value */
    record Refused(String sentence) implements Entities {}

    /**
     * @param json as it came, fit to be stored
     * @param supersededBy the position of the last entity of the same GUID, if that is another one
     */
    record Entity(EntityKey key, JsonNode json, Optional<Integer> supersededBy) {}

    static Entities read(@Nullable JsonNode body) {
        if (body == null || !body.isContainerNode()) {
            return new Refused("The body must be an object or an array of objects.");
        }
        var array = body.isArray() ? body : null;
        var items = new ArrayList<Item>();
        var texts = new ArrayList<JsonNode>();
        for (int i = 0; i < (array == null ? 1 : array.size()); i++) {
            var json = storable(array == null ? body : array.get(i));
            try {
                items.add(ItemReader.read(json));
                texts.add(json);
            } catch (Malformed e) {
                return new Refused("Entity %d%s %s."
                        .formatted(i, e.field().isEmpty() ? "" : ", the field \"" + e.field() + "\"", e.getMessage()));
            }
        }
        return new Taken(entities(items, texts));
    }

    private static List<Entity> entities(List<Item> items, List<JsonNode> texts) {
        Map<EntityKey, Integer> last = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            last.put(items.get(i).key(), i);
        }
        var entities = new ArrayList<Entity>();
        for (int i = 0; i < items.size(); i++) {
            var key = items.get(i).key();
            int winner = last.getOrDefault(key, i);
            entities.add(new Entity(key, texts.get(i), winner == i ? Optional.empty() : Optional.of(winner)));
        }
        return entities;
    }

    /** PostgreSQL's JSON takes neither NUL nor half of a surrogate pair. */
    private static JsonNode storable(JsonNode json) {
        return switch (json) {
            case TextNode text -> fit(text.asText()) ? text : TextNode.valueOf(mended(text.asText()));
            case ObjectNode object -> {
                object.properties().forEach(field -> field.setValue(storable(field.getValue())));
                yield object;
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, storable(array.get(i)));
                }
                yield array;
            }
            default -> json;
        };
    }

    private static boolean fit(String text) {
        return text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c));
    }

    private static String mended(String text) {
        var mended = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 ? ' ' : c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(mended::appendCodePoint);
        return mended.toString();
    }
}
