package dev.mosty.gate.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosty.settings.Misconfigured;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
        var on = new LinkedHashSet<String>();
        node.path("on").forEach(event -> on.add(event.asText()));
        try {
            return new Target(on, text(node.path("tag")), URI.create(url), text(node.path("secret")));
        } catch (IllegalArgumentException e) {
            throw new Misconfigured(VARIABLE, "element " + index + " has an url that cannot be read");
        }
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.of(node.asText("")).filter(value -> !value.isBlank());
    }

    boolean wants(LeadEvent event) {
        return (on.isEmpty() || on.contains(event.name()))
                && tag.map(event.tags()::contains).orElse(true);
    }

    /** The channel's name: stable while the target is the same, and it never shows a path that may be a secret. */
    String channel() {
        return "webhook:" + url.getHost() + ":"
                + digest(url + "|" + tag.orElse("") + "|" + on).substring(0, 8);
    }

    static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    @Override
    public String toString() {
        return "Target[" + channel() + "]";
    }
}
