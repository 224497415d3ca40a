package dev.mosty.telephony.crm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.telephony.call.Malformed;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fields of a message, JSON or a form: the family of «Простые звонки» sends both ({@code facts/telephony-and-1c.md}
 * §1). Values that are no text and no number are left out.
 */
record Fields(Map<String, String> values) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 64;
    static final String TOKEN = "crm_token";

    /** @throws Malformed if it is neither */
    static Fields read(byte[] body) {
        String text = text(body).strip();
        if (text.isEmpty()) {
            throw new Malformed("the body is empty");
        }
        return text.startsWith("{") ? json(text) : form(text);
    }

    private static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            // 1C likes to begin a text with a byte order mark.
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new Malformed("the body is not UTF-8");
        }
    }

    private static Fields json(String text) {
        try {
            JsonNode object = JSON.readTree(text);
            Map<String, String> values = new HashMap<>();
            object.properties().stream()
                    .limit(MOST)
                    .filter(field ->
                            field.getValue().isValueNode() && !field.getValue().isNull())
                    .forEach(
                            field -> values.put(field.getKey(), field.getValue().asText()));
            return new Fields(values);
        } catch (JsonProcessingException e) {
            throw new Malformed("the body is not JSON");
        }
    }

    private static Fields form(String text) {
        Map<String, String> values = new HashMap<>();
        String[] pairs = text.split("&", MOST + 1);
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw new Malformed("the body is neither JSON nor a form");
            }
            values.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
        }
        return new Fields(values);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Malformed("the body is not encoded as a form");
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The first of these that is not empty; empty if none is there. */
    String text(String... names) {
        for (String name : names) {
            String value = values.getOrDefault(name, "").strip();
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    /** The same in small letters. */
    String word(String... names) {
        return text(names).toLowerCase(Locale.ROOT);
    }

    /** As JSON, without the token, to be kept. */
    String kept() {
        ObjectNode object = JSON.createObjectNode();
        new TreeMap<>(values).forEach(object::put);
        object.remove(TOKEN);
        return object.toString();
    }

    /** Without the client and the token. */
    @Override
    public String toString() {
        return "Fields" + values.keySet();
    }
}
