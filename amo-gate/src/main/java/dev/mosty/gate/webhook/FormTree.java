package dev.mosty.gate.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a form of PHP's kind, {@code leads[add][0][id]=1}, as a tree of objects; numbered ones keep their numbers as
 * names.
 *
 * <p>amoCRM's forms may use the same path as a value and as a parent ({@code …[type]} and {@code …[type][uuid]}, {@code
 * facts/amocrm.md §2}): the value then goes under the empty name.
 */
final class FormTree {
    private static final int DEPTH = 12;
    private static final int PAIRS = 20_000;

    private FormTree() {}

    /** @throws IllegalArgumentException when the text is no form, is too deep or too long */
    static JsonNode read(String form) {
        var root = JsonNodeFactory.instance.objectNode();
        var pairs = form.split("&", PAIRS + 1);
        if (pairs.length > PAIRS) {
            throw new IllegalArgumentException("more than " + PAIRS + " fields");
        }
        for (var pair : pairs) {
            if (!pair.isEmpty()) {
                var equals = pair.indexOf('=');
                var name = decode(equals < 0 ? pair : pair.substring(0, equals));
                put(root, path(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return root;
    }

    private static void put(ObjectNode root, List<String> path, String value) {
        var node = root;
        for (var step : path.subList(0, path.size() - 1)) {
            var name = name(node, step);
            var next = node.get(name);
            if (next instanceof ObjectNode child) {
                node = child;
            } else {
                var child = JsonNodeFactory.instance.objectNode();
                if (next != null) {
                    child.set("", next);
                }
                node.set(name, child);
                node = child;
            }
        }
        var last = name(node, path.getLast());
        if (node.get(last) instanceof ObjectNode parent) {
            parent.put("", value);
        } else {
            node.put(last, value);
        }
    }

    /** Empty brackets are the next number. */
    private static String name(ObjectNode parent, String step) {
        return step.isEmpty() ? Integer.toString(parent.size()) : step;
    }

    /** {@code a[b][c]} is a, b, c; {@code a[]} is a and an empty step. */
    private static List<String> path(String name) {
        var path = new ArrayList<String>();
        var bracket = name.indexOf('[');
        path.add(bracket < 0 ? name : name.substring(0, bracket));
        while (bracket >= 0 && path.size() <= DEPTH) {
            var end = name.indexOf(']', bracket);
            if (end < 0) {
                break;
            }
            path.add(name.substring(bracket + 1, end));
            bracket = name.startsWith("[", end + 1) ? end + 1 : -1;
        }
        if (path.size() > DEPTH) {
            throw new IllegalArgumentException("nested deeper than " + DEPTH);
        }
        return path;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
