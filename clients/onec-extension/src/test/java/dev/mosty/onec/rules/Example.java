package dev.mosty.onec.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.mosty.onec.Sources;
import dev.mosty.onec.bsl.Interpreter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of the template {@code МостыПримеры}, which the data processor {@code МостыПроверкаПравил} runs
 * inside 1C.
 *
 * @param input arguments, in their order
 * @param output what the function returns
 * @param why a person's words for what it shows; may be empty
 */
record Example(String function, ArrayNode input, JsonNode output, String why) {
    private static final Path FILE = Sources.at("CommonTemplates/МостыПримеры/Ext/Template.txt");

    static List<Example> all() {
        try {
            JsonNode file = new ObjectMapper().readTree(Sources.text(FILE));
            List<Example> examples = new ArrayList<>();
            file.properties()
                    .forEach(function ->
                            function.getValue().forEach(example -> examples.add(of(function.getKey(), example))));
            return List.copyOf(examples);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " is not JSON", e);
        }
    }

    private static Example of(String function, JsonNode example) {
        if (!example.path("вход").isArray() || !example.has("выход")) {
            throw new IllegalArgumentException("Not {вход: […], выход: …}: " + function + " " + example);
        }
        return new Example(
                function,
                (ArrayNode) example.get("вход"),
                example.get("выход"),
                example.path("зачем").asText());
    }

    /** What the module makes of it, as JSON. */
    JsonNode run(Interpreter interpreter) {
        List<Object> arguments = new ArrayList<>();
        input.forEach(argument -> arguments.add(JsonValues.value(argument)));
        return JsonValues.json(interpreter.call(function, arguments));
    }

    JsonNode expected() {
        return JsonValues.json(JsonValues.value(output));
    }

    @Override
    public String toString() {
        return "%s%s = %s%s".formatted(function, input, output, why.isEmpty() ? "" : " · " + why);
    }
}
