package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What a method was given; the case of the outermost names does not matter. */
record Params(Map<String, JsonNode> byName) {

    static Params of(JsonNode json) {
        Map<String, JsonNode> byName = new TreeMap<>();
        json.properties().forEach(entry -> byName.put(entry.getKey().toUpperCase(Locale.ROOT), entry.getValue()));
        return new Params(byName);
    }

    /** Missing if it was not given. */
    JsonNode get(String name) {
        return Objects.requireNonNullElse(byName.get(name), MissingNode.getInstance());
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /** 0 or less if it is not a proper id; an array is 1, as PHP has it. */
    long id() {
        return Php.whole(get("ID"));
    }
}
