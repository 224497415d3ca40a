package dev.mosty.testbed.onec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.onec.Receptionist.Answer;
import dev.mosty.testbed.onec.calls.CallsOptions;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulated 1C answers what the rules of the extension answer to the same requests. */
class ContractTest {
    /** The tests of {@code clients/onec-extension} run the extension's own text on it. */
    private static final Path FILE = Path.of("../clients/onec-extension/src/test/resources/contract-1c.json");

    private static final String FREE = "${free}";
    private static final long ANOTHER_LEAD = 1;

    private final OneCSimulator oneC = OneCSimulator.start(OneCOptions.inMemory());
    private final Receptionist receptionist = new Receptionist(oneC);

    @AfterEach
    void stop() {
        receptionist.close();
        oneC.close();
    }

    static Stream<JsonNode> bookings() throws IOException {
        return cases("AmoCRM/GetSetData");
    }

    static Stream<JsonNode> calls() throws IOException {
        return cases("prostiezvonki");
    }

    private static Stream<JsonNode> cases(String service) throws IOException {
        return StreamSupport.stream(
                Json.MAPPER.readTree(FILE.toFile()).path(service).spliterator(), false);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bookings")
    void aBookingIsAnsweredAsTheExtensionAnswersIt(JsonNode example) {
        JsonNode request = example.path("request");
        if (request.path("time").asText().equals(FREE)) {
            ObjectNode application = request.deepCopy();
            application.put("time", free(application));
            book(application, example.path("given").path("takenBy").asText());
            request = application;
        }

        check(example, receptionist.send("POST", OneCOptions.PATH + "GetSetData", request.toString()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void aMessageOfACallIsAnsweredAsTheExtensionAnswersIt(JsonNode example) {
        check(
                example,
                receptionist.send(
                        "POST",
                        CallsOptions.USUAL.path(),
                        example.path("request").toString()));
    }

    private String free(ObjectNode application) {
        List<String> hours = oneC.freeOn(
                        LocalDate.parse(application.path("date").asText()))
                .get(application.path("doctor").asText());
        return hours == null ? "8:55" : hours.getFirst();
    }

    private void book(ObjectNode application, String by) {
        switch (by) {
            case "this" -> receptionist.method(application);
            case "another" -> receptionist.method(application.deepCopy().put("numberAmo", ANOTHER_LEAD));
            case "" -> {}
            default -> throw new IllegalArgumentException("takenBy " + by);
        }
    }

    private static void check(JsonNode example, Answer answer) {
        assertThat(answer.status())
                .as(answer.text())
                .isEqualTo(example.path("status").asInt());
        example.path("reply")
                .properties()
                .forEach(field -> fits(
                        field.getValue(), Objects.requireNonNull(answer.body()).path(field.getKey())));
        assertThat(answer.body()).hasSameSizeAs(example.path("reply"));
    }

    private static void fits(JsonNode wanted, JsonNode said) {
        if (wanted.isArray()) {
            assertThat(said).isNotEmpty().allSatisfy(element -> fits(wanted.path(0), element));
        } else if (wanted.asText().startsWith("~")) {
            assertThat(said.asText()).matches(wanted.asText().substring(1));
        } else {
            assertThat(said).isEqualTo(wanted);
        }
    }
}
