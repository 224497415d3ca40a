package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.bitrix.plan.FieldValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Nested values as PHP's {@code parse_str} reads them: {@code fields[PHONE][0][VALUE]=…}, percent-encoded once. */
final class PhpQuery {
    private PhpQuery() {}

    static String of(JsonNode parameters) {
        var pairs = new ArrayList<String>();
        parameters.properties().forEach(field -> add(pairs, encoded(field.getKey()), field.getValue()));
        return String.join("&", pairs);
    }

    /** An empty list clears a field, and PHP has no other way to say so than an empty value. */
    private static void add(List<String> pairs, String name, JsonNode value) {
        if (value.isContainerNode() && !value.isEmpty()) {
            if (value.isArray()) {
                for (int i = 0; i < value.size(); i++) {
                    add(pairs, name + "[" + i + "]", value.get(i));
                }
            } else {
                value.properties()
                        .forEach(field -> add(pairs, name + "[" + encoded(field.getKey()) + "]", field.getValue()));
            }
            return;
        }
        var text = value.isContainerNode() ? "" : FieldValue.canonical(value).asText();
        pairs.add(name + "=" + encoded(text));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
