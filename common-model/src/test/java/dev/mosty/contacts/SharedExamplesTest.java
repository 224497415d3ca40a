package dev.mosty.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rule of last digits here and that of 1C's extension are one: the same examples hold for both. */
class SharedExamplesTest {
    private static final Path EXAMPLES =
            Path.of("../clients/onec-extension/src/cfe/CommonTemplates/МостыПримеры/Ext/Template.txt");

    static Stream<JsonNode> searches() throws IOException {
        return StreamSupport.stream(
                new ObjectMapper()
                        .readTree(EXAMPLES.toFile())
                        .path("НомерИщется")
                        .spliterator(),
                false);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("searches")
    void aNumberIsLookedForAsOneCLooksForIt(JsonNode example) {
        String digits = example.path("выход").path("Цифры").asText();
        String reversed = new StringBuilder(digits).reverse().toString();
        boolean whole = example.path("выход").path("Целиком").asBoolean();

        assertThat(Ending.of(
                        example.path("вход").path(0).asText(),
                        example.path("вход").path(1).asInt()))
                .isEqualTo(
                        digits.isEmpty()
                                ? Optional.empty()
                                : Optional.of(new Ending(reversed, reversed + (whole ? "!" : ":"))));
    }
}
