package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mosty.testbed.simulation.Json;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code $result[label][FIELD]} in a batch. A value that is nothing but a reference becomes what it refers to; if that
 * command failed it becomes the whole array of results, which as an id is 1 (facts/bitrix24.md §1.4).
 *
 * @param results of the commands so far, by label
 * @param corrupt whether it is so
 */
record References(Map<String, JsonNode> results, boolean corrupt) {
    private static final Pattern REFERENCE = Pattern.compile("\\$result((?:\\[[^\\[\\]]+])+)");
    private static final Pattern STEP = Pattern.compile("\\[([^\\[\\]]+)]");

    ObjectNode resolved(ObjectNode params) {
        ObjectNode resolved = Json.object();
        params.properties().forEach(entry -> resolved.set(entry.getKey(), resolved(entry.getValue())));
        return resolved;
    }

    private JsonNode resolved(JsonNode value) {
        if (value instanceof ObjectNode map) {
            return resolved(map);
        }
        String text = value.asText();
        Matcher reference = REFERENCE.matcher(text);
        if (reference.matches()) {
            return find(reference.group(1)).orElseGet(this::unresolved);
        }
        return TextNode.valueOf(reference.replaceAll(this::inside));
    }

    private JsonNode unresolved() {
        return corrupt ? Json.MAPPER.createArrayNode().add(Php.array(results)) : TextNode.valueOf("");
    }

    private String inside(MatchResult reference) {
        return Matcher.quoteReplacement(find(reference.group(1)).map(Php::text).orElse(""));
    }

    private Optional<JsonNode> find(String path) {
        JsonNode at = null;
        for (MatchResult step : STEP.matcher(path).results().toList()) {
            String key = step.group(1);
            at = at == null ? results.get(key) : child(at, key);
            if (at == null || at.isMissingNode()) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(at);
    }

    private static JsonNode child(JsonNode at, String key) {
        return at.isArray() && key.matches("\\d{1,6}") ? at.path(Integer.parseInt(key)) : at.path(key);
    }
}
