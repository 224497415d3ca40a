package dev.mosty.bitrix.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mosty.bitrix.plan.EntityKey;
import dev.mosty.bitrix.plan.EntityType;
import dev.mosty.bitrix.plan.Item;
import dev.mosty.bitrix.plan.ItemReader;
import dev.mosty.bitrix.plan.ItemReader.Malformed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The entities of one POST: all of them, or a sentence that names the first that has a wrong shape. */
sealed interface Entities {
    int LONGEST_ORIGIN = 255;

    /** @param entities in the order of the body */
    record Taken(List<Entity> entities) implements Entities {}

    /** @param sentence names the entity's index, from 0, and its field; never quotes a value */
    record Refused(String sentence) implements Entities {}

    /**
     * @param position from 0, as they came
     * @param json as it came, fit to be stored
     * @param supersededBy the position of the last entity of the same GUID, if that is another one
     */
    record Entity(int position, EntityKey key, JsonNode json, Optional<Integer> supersededBy) {}

    /**
     * One of a wrong shape.
     *
     * @param json as it came, fit to be stored
     * @param sentence as in {@link Refused}
     */
    record Unreadable(int position, JsonNode json, String sentence) {
        /** In a word of ours; {@code unknown} if it says none. */
        String entity() {
            return EntityType.of(json.path("entity").asText())
                    .map(EntityType::word)
                    .orElse("unknown");
        }

        /** As far as it says one. */
        String originId() {
            var origin = json.path("originId").asText();
            return origin.length() <= LONGEST_ORIGIN ? origin : origin.substring(0, LONGEST_ORIGIN);
        }

        /** Without what it says, which may be personal data. */
        @Override
        public String toString() {
            return "Unreadable[" + position + "]";
        }
    }

    /** What came from whoever cannot mend it at once: what can be read goes on, the rest stands aside. */
    record Sorted(List<Entity> entities, List<Unreadable> unreadable) {}

    static Entities read(@Nullable JsonNode body) {
        if (body == null || !body.isContainerNode()) {
            return new Refused("The body must be an object or an array of objects.");
        }
        var sorted = sort(
                body.isArray() ? body : JsonNodeFactory.instance.arrayNode().add(body));
        return sorted.unreadable().isEmpty()
                ? new Taken(sorted.entities())
                : new Refused(sorted.unreadable().getFirst().sentence());
    }

    /** @param array of entities */
    static Sorted sort(JsonNode array) {
        var items = new LinkedHashMap<Integer, Item>();
        var unreadable = new ArrayList<Unreadable>();
        for (int i = 0; i < array.size(); i++) {
            try {
                // Before it is mended: two GUIDs that differ in what PostgreSQL cannot keep would become one.
                items.put(i, ItemReader.read(array.get(i)));
            } catch (Malformed e) {
                var sentence = "Entity %d%s %s."
                        .formatted(i, e.field().isEmpty() ? "" : ", the field \"" + e.field() + "\"", e.getMessage());
                unreadable.add(new Unreadable(i, storable(array.get(i)), sentence));
            }
        }
        var last = new HashMap<EntityKey, Integer>();
        items.forEach((position, item) -> last.put(item.key(), position));
        var entities = new ArrayList<Entity>();
        items.forEach((position, item) -> {
            var winner = Optional.ofNullable(last.get(item.key())).filter(later -> !later.equals(position));
            entities.add(new Entity(position, item.key(), storable(array.get(position)), winner));
        });
        return new Sorted(entities, unreadable);
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
