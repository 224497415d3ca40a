package dev.mosty.gate.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosty.settings.Misconfigured;
import dev.mosty.settings.Sha256;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who gets which events: an element of {@code AMO_WEBHOOK_TARGETS}.
 *
 * @param on events by name; empty for all
 * @param tag only leads with this tag
 * @param secret signs the body
 */
record Target(Set<String> on, Optional<String> tag, URI url, Optional<String> secret) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VARIABLE = "AMO_WEBHOOK_TARGETS";

    /** @throws Misconfigured naming the element and what is wrong with it */
    static List<Target> parse(String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new Misconfigured(VARIABLE, "is not JSON");
        }
        if (!root.isArray()) {
            throw new Misconfigured(VARIABLE, "must be an array such as [{\"on\":[\"add\"],\"url\":\"https://…\"}]");
        }
        var targets = new ArrayList<Target>();
        var channels = new HashSet<String>();
        for (int i = 0; i < root.size(); i++) {
            var target = target(root.get(i), i);
            if (!channels.add(target.channel())) {
                throw new Misconfigured(
                        VARIABLE, "has the url of element " + i + " twice with the same tag and events");
            }
            targets.add(target);
        }
        return List.copyOf(targets);
    }

    private static Target target(JsonNode node, int index) {
        var url = node.path("url").asText("");
        if (!url.matches("https?://[^\\s/]+.*")) {
            throw new Misconfigured(VARIABLE, "element " + index + " has no http or https url");
        }
        return new Target(on(node, index), text(node, "tag", index), uri(url, index), text(node, "secret", index));
    }

    private static URI uri(String url, int index) {
        try {
            var uri = URI.create(url);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Its message quotes the url, which may be a secret.
        }
        throw new Misconfigured(VARIABLE, "element " + index + " has an url that cannot be read");
    }

    /** A name that is no array would otherwise mean: every event. */
    private static Set<String> on(JsonNode node, int index) {
        // Sorted, since they are part of the channel's name.
        var names = new TreeSet<String>();
        var on = node.path("on");
        on.forEach(event -> names.add(event.isTextual() ? event.asText() : ""));
        if (!(on.isArray() || on.isMissingNode()) || names.contains("")) {
            throw new Misconfigured(VARIABLE, "element " + index + ": on must be an array of names");
        }
        return Collections.unmodifiableSet(names);
    }

    private static Optional<String> text(JsonNode node, String name, int index) {
        if (node.hasNonNull(name) && !node.path(name).isTextual()) {
            throw new Misconfigured(VARIABLE, "element " + index + ": " + name + " must be text");
        }
        return Optional.of(node.path(name).asText("")).filter(value -> !value.isBlank());
    }

    boolean wants(LeadEvent event) {
        return (on.isEmpty() || on.contains(event.name()))
                && tag.map(event.tags()::contains).orElse(true);
    }

    /** The channel's name: stable while the target is the same, and it never shows a path that may be a secret. */
    String channel() {
        return "webhook:" + url.getHost() + ":"
                + Sha256.hex(url + "|" + tag.orElse("") + "|" + on).substring(0, 8);
    }

    @Override
    public String toString() {
        return "Target[" + channel() + "]";
    }
}
