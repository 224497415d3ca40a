package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code parse_str}: {@code fields[PHONE][0][VALUE]=…} as nested maps. */
final class QueryText {
    private static final Pattern PART = Pattern.compile("\\[([^\\]]*)]");
    private static final int MOST_LEVELS = 16;

    private QueryText() {}

    /** @param mostVariables what comes after so many is dropped without a word ({@code max_input_vars}); 0 for all */
    static ObjectNode read(String query, int mostVariables) {
        ObjectNode all = Json.object();
        int seen = 0;
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            if (mostVariables > 0 && ++seen > mostVariables) {
                break;
            }
            int equals = pair.indexOf('=');
            String key = decoded(equals < 0 ? pair : pair.substring(0, equals));
            put(all, path(key), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return all;
    }

    private static List<String> path(String key) {
        int bracket = key.indexOf('[');
        if (bracket < 1) {
            return List.of(key);
        }
        List<String> path = new ArrayList<>();
        path.add(key.substring(0, bracket));
        Matcher parts = PART.matcher(key);
        for (int from = bracket; from < key.length() && parts.find(from) && parts.start() == from; from = parts.end()) {
            path.add(parts.group(1));
        }
        return path.size() > MOST_LEVELS ? path.subList(0, MOST_LEVELS) : path;
    }

    private static void put(ObjectNode all, List<String> path, String value) {
        ObjectNode at = all;
        for (String step : path.subList(0, path.size() - 1)) {
            String key = keyIn(at, step);
            JsonNode deeper = at.path(key);
            at = deeper instanceof ObjectNode there ? there : at.putObject(key);
        }
        at.put(keyIn(at, path.getLast()), value);
    }

    /** {@code []} is the next number. */
    private static String keyIn(ObjectNode at, String step) {
        return step.isEmpty() ? Integer.toString(at.size()) : step;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // PHP leaves a broken escape as it is.
            return text;
        }
    }
}
