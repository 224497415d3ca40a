package dev.mosty.testbed.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docker-compose.yml} as YAML means it: anchors and merges done, variables as they are written. */
record ComposeFile(String text, JsonNode root) {
    /** What only those start who ask for it; others' images are named there. */
    private static final Set<String> OPTIONAL = Set.of("monitoring", "acme");

    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z][A-Z0-9_]*)");

    static ComposeFile read() {
        String text = text("docker-compose.yml");
        Object file = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        return new ComposeFile(text, new ObjectMapper().valueToTree(file));
    }

    static String text(String path) {
        try {
            return Files.readString(Ran.ROOT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode service(String name) {
        return root.path("services").path(name);
    }

    /** Those that this project's own images and the agreed four make up. */
    Map<String, JsonNode> ours() {
        Map<String, JsonNode> ours = new LinkedHashMap<>();
        root.path("services").forEachEntry((name, service) -> {
            if (texts(service.path("profiles")).stream().noneMatch(OPTIONAL::contains)) {
                ours.put(name, service);
            }
        });
        return ours;
    }

    /** Of comments too: what is shown there is to be tried. */
    Set<String> variables() {
        Set<String> variables = new TreeSet<>();
        VARIABLE.matcher(text).results().forEach(found -> variables.add(found.group(1)));
        return variables;
    }

    static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }
}
