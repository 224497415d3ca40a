package dev.mosty.onec.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.onec.Sources;
import dev.mosty.onec.bsl.Interpreter;
import dev.mosty.onec.bsl.ModuleText;
import dev.mosty.onec.bsl.Open;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the rules answer to the requests of {@code contract-1c.json}, which the simulated 1C of the testbed is asked
 * over HTTP. What the infobase would be asked in between, the example gives: {@code given}.
 */
class ContractTest {
    private static final ModuleText MODULE = ModuleText.read(Sources.at("CommonModules/МостыПравила/Ext/Module.bsl"));
    private static final Path FILE = Path.of("src/test/resources/contract-1c.json");
    private static final String HOUR = "8:55";
    private static final String TOKEN = "token123";

    private final Interpreter rules = new Interpreter(MODULE, Open.ONE_WAY);

    /** A reply with its status. */
    record Reply(int status, JsonNode body) {}

    static Stream<JsonNode> bookings() throws IOException {
        return cases("AmoCRM/GetSetData");
    }

    static Stream<JsonNode> calls() throws IOException {
        return cases("prostiezvonki");
    }

    private static Stream<JsonNode> cases(String service) throws IOException {
        JsonNode file = new ObjectMapper().readTree(FILE.toFile());
        return StreamSupport.stream(file.path(service).spliterator(), false);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bookings")
    void aBookingIsAnsweredAsTheSimulatedOneCAnswersIt(JsonNode example) {
        check(example, booking(example.path("request"), example.path("given")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void aMessageOfACallIsAnsweredAsTheSimulatedOneCAnswersIt(JsonNode example) {
        check(example, call(example.path("request"), example.path("given")));
    }

    private Reply booking(JsonNode request, JsonNode given) {
        if (request.path("time").asText().equals("${free}")) {
            ((ObjectNode) request).put("time", HOUR);
        }
        JsonNode asked = called("ЗапросВиджета", JsonValues.value(request));
        return switch (asked.path("Вид").asText()) {
            case "отказ" ->
                refusal("КодОтказа", "ТекстОтказа", asked.path("Причина").asText());
            case "врачи" -> doctors();
            default -> document(asked.path("Время").asText(), given);
        };
    }

    private Reply doctors() {
        JsonNode line = called("СтрокаВрача", "Ефимова Е.В.", List.of(HOUR, "9:00"));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("doctors").add(line);
        return new Reply(200, body);
    }

    /** The number is the infobase's to give. */
    private Reply document(String time, JsonNode given) {
        String taken = given.path("takenBy").asText();
        Object hours = given.path("doctor").asText().equals("unknown")
                ? JsonValues.value(JsonNodeFactory.instance.nullNode())
                : List.of(HOUR);
        List<Object> busy = taken.isEmpty() ? List.of() : List.of(HOUR);
        String reason = called("РешениеОЗаписи", hours, busy, time, taken.equals("this"))
                .asText();
        return reason.isEmpty()
                ? new Reply(200, JsonNodeFactory.instance.objectNode().put("number", "000000001"))
                : refusal("КодОтказа", "ТекстОтказа", reason);
    }

    private Reply call(JsonNode request, JsonNode given) {
        if (request.isObject() && !request.path("crm_token").equals(JsonNodeFactory.instance.textNode(TOKEN))) {
            return refusal("КодОтказаЗвонка", "ТекстОтказаЗвонка", "токен");
        }
        JsonNode message = called("РазобратьСообщение", JsonValues.value(request));
        String reason = message.path("Причина").asText();
        if (!reason.isEmpty()) {
            return refusal("КодОтказаЗвонка", "ТекстОтказаЗвонка", reason);
        }
        return message.path("Команда").asText().equals("contact")
                ? new Reply(200, called("Ответственный", JsonValues.value(given.path("responsible"))))
                : new Reply(200, JsonNodeFactory.instance.objectNode().put("result", "ok"));
    }

    private Reply refusal(String status, String sentence, String reason) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("error", called(sentence, reason));
        return new Reply(((BigDecimal) rules.call(status, List.of(reason))).intValueExact(), body);
    }

    private JsonNode called(String function, Object... arguments) {
        return JsonValues.json(rules.call(function, List.of(arguments)));
    }

    private static void check(JsonNode example, Reply reply) {
        assertThat(reply.status()).isEqualTo(example.path("status").asInt());
        example.path("reply")
                .properties()
                .forEach(field -> fits(field.getValue(), reply.body().path(field.getKey())));
        assertThat(reply.body()).hasSameSizeAs(example.path("reply"));
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
