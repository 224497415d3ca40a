package dev.mosty.testbed.amocrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeadWritesTest {
    private static final long LEAD = 23392663;
    private static final long OTHER = 11642589;

    private final MovableClock clock = new MovableClock();
    private final AmoCrmSimulator simulator =
            AmoCrmSimulator.start(SimulatorOptions.inMemory().with(clock));
    private final Caller caller = new Caller(simulator);

    LeadWritesTest() {
        simulator.knobs().rate = 10_000;
    }

    @AfterEach
    void stop() {
        caller.close();
        simulator.close();
    }

    @Test
    void aBatchChangesWhatItNamesAndNothingElse() {
        Caller.Answer answer = caller.patch("/api/v4/leads", """
                [{"id":23392663,"price":147966.3,"request_id":"a",
                  "custom_fields_values":[{"field_id":1305107,"values":[{"value":77}]}]},
                 {"id":11642589,"name":"Новое имя"}]
                """);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/_embedded/leads/0/request_id").asText()).isEqualTo("a");
        assertThat(answer.at("/_embedded/leads/1/request_id").asText()).isEqualTo("1");
        assertThat(answer.at("/_embedded/leads/0/updated_at").asLong())
                .isEqualTo(clock.instant().getEpochSecond());

        Lead lead = simulator.leads().find(LEAD).orElseThrow();
        assertThat(lead.price()).isEqualByComparingTo("147966.3");
        assertThat(lead.text(1305107)).contains("77");
        assertThat(lead.text(1304801)).contains("Сайт");
        assertThat(simulator.leads().find(OTHER).orElseThrow().name()).isEqualTo("Новое имя");
        assertThat(simulator.traffic().report().batchSizes()).containsExactly(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    1349841 | "booked"                    | booked
                    1305107 | 12850                       | 12850
                    1305107 | "12850.50"                  | 12850.50
                    1305059 | 1766869200                  | 1766869200
                    1305059 | "2025-12-28T10:00:00+03:00" | 1766869200
                    1287599 | "2025-12-28T10:00:00Z"      | 1766916000
                    1304803 | true                        | true
                    1304801 | "Телефон"                   | Телефон
                    """)
    void aValueThatFitsItsFieldIsKept(long field, String value, String kept) {
        assertThat(caller.write(LEAD, field, "[{\"value\":" + value + "}]").status())
                .isEqualTo(200);
        assertThat(simulator.leads().find(LEAD).orElseThrow().text(field)).contains(kept);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    1349841 | [{"value":5}]                     | InvalidType custom_fields_values.0.values.0.value
                    1305107 | [{"value":"десять"}]              | InvalidType custom_fields_values.0.values.0.value
                    1305059 | [{"value":"2025-12-28"}]          | InvalidType custom_fields_values.0.values.0.value
                    1287599 | [{"value":"2025-12-28T10:00:00"}] | InvalidType custom_fields_values.0.values.0.value
                    1304803 | [{"value":"да"}]                  | InvalidType custom_fields_values.0.values.0.value
                    1304801 | [{"value":"Ниоткуда"}]            | NotSupportedChoice custom_fields_values.0.values.0.value
                    1304801 | [{"enum_id":1}]                   | NotSupportedChoice custom_fields_values.0.values.0.enum_id
                    1349841 | [{"value":"x","enum_code":null}]  | FieldNotExpected custom_fields_values.0.values.0.enum_code
                    1349841 | [{}]                              | FieldMissing custom_fields_values.0.values.0.value
                    1349841 | []                                | InvalidType custom_fields_values.0.values
                    1349841 | [{"value":"x"},{"value":"y"}]     | TooMany custom_fields_values.0.values
                    1       | [{"value":"x"}]                   | NotSupportedChoice custom_fields_values.0.field_id
                    """)
    void aValueThatDoesNotFitIsRefusedByName(long field, String values, String error) {
        Caller.Answer answer = caller.write(LEAD, field, values);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.at("/detail").asText()).isEqualTo("Request validation failed");
        assertThat(answer.error(0)).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"id":23392663,"price":"1000"}                                   | InvalidType price
                    {"id":23392663,"pipeline_id":1}                                  | NotSupportedChoice pipeline_id
                    {"id":23392663,"status_id":80512650}                             | NotSupportedChoice status_id
                    {"id":23392663,"created_by":5}                                   | NotSupportedChoice created_by
                    {"id":23392663,"account_id":5}                                   | FieldNotExpected account_id
                    {"id":"23392663"}                                                | InvalidType id
                    {"price":1}                                                      | FieldMissing id
                    {"id":77}                                                        | NotSupportedChoice id
                    {"id":23392663,"custom_fields_values":[{"values":null}]}         | FieldMissing custom_fields_values.0.field_id
                    {"id":23392663,"custom_fields_values":[{"field_id":1349841}]}    | FieldMissing custom_fields_values.0.values
                    {"id":23392663,"custom_fields_values":[{"field_id":1349841,"field_name":"x","values":null}]} | FieldNotExpected custom_fields_values.0.field_name
                    """)
    void aLeadWithSomethingWrongIsRefusedByName(String lead, String error) {
        Caller.Answer answer = caller.patch("/api/v4/leads", "[" + lead + "]");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error(0)).isEqualTo(error);
    }

    @Test
    void nullClearsAFieldInEitherPlace() {
        assertThat(caller.write(LEAD, 1304801, "null").status()).isEqualTo(200);
        assertThat(simulator.leads().find(LEAD).orElseThrow().text(1304801)).isEmpty();
        caller.write(LEAD, 1349841, "[{\"value\":\"booked\"}]");
        assertThat(caller.write(LEAD, 1349841, "[{\"value\":null}]").status()).isEqualTo(200);
        assertThat(simulator.leads().find(LEAD).orElseThrow().text(1349841)).isEmpty();
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        assertThat(caller.write(LEAD, 1349841, "[{\"value\":\"" + "я".repeat(256) + "\"}]")
                        .status())
                .isEqualTo(200);
        assertThat(caller.write(LEAD, 1349841, "[{\"value\":\"" + "я".repeat(257) + "\"}]")
                        .error(0))
                .isEqualTo("TooLong custom_fields_values.0.values.0.value");
    }

    @Test
    void oneBadItemRefusesTheWholeBatchAndIsNamedByItsRequestId() {
        Caller.Answer answer = caller.patch(
                "/api/v4/leads", "[{\"id\":23392663,\"price\":1},{\"id\":77,\"price\":1,\"request_id\":\"x\"}]");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/validation-errors/0/request_id").asText()).isEqualTo("x");
        assertThat(answer.at("/validation-errors/1").isMissingNode()).isTrue();
        assertThat(simulator.leads().find(LEAD).orElseThrow().price()).isEqualByComparingTo("0");
    }

    @Test
    void byKnobTheValidItemsOfARefusedBatchAreApplied() {
        simulator.knobs().applyValidOfRefusedBatch = true;
        Caller.Answer answer = caller.patch("/api/v4/leads", "[{\"id\":23392663,\"price\":1},{\"id\":77,\"price\":1}]");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(simulator.leads().find(LEAD).orElseThrow().price()).isEqualByComparingTo("1");
    }

    @Test
    void byKnobAnUnknownLeadIsLeftOutOfTheReply() {
        simulator.knobs().omitUnknownLeads = true;
        Caller.Answer answer = caller.patch("/api/v4/leads", "[{\"id\":77,\"price\":1},{\"id\":23392663,\"price\":1}]");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/_embedded/leads").size()).isEqualTo(1);
        assertThat(answer.at("/_embedded/leads/0/id").asLong()).isEqualTo(LEAD);
    }

    @Test
    void theSameLeadTwiceInABatchIsRefused() {
        assertThat(caller.patch("/api/v4/leads", "[{\"id\":23392663},{\"id\":23392663}]")
                        .error(0))
                .isEqualTo("NotUnique id");
    }

    @Test
    void twoHundredFiftyLeadsAreABatchAndOneMoreIsNot() {
        simulator.leads().createRange(1, 251);
        assertThat(caller.patch("/api/v4/leads", batch(250)).status()).isEqualTo(200);
        assertThat(caller.patch("/api/v4/leads", batch(251)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    [{"id":1},
                    [] []
                    {}
                    []
                    """)
    void whatIsNoArrayOfLeadsIsAProblem(String body) {
        Caller.Answer answer = caller.patch("/api/v4/leads", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo("application/problem+json");
    }

    @Test
    void aNewLeadStartsWhereItIsPut() {
        Caller.Answer answer = caller.post(
                "/api/v4/leads",
                "[{\"name\":\"ID_23337381\",\"pipeline_id\":10164486},{\"name\":\"b\",\"status_id\":142}]");
        assertThat(answer.status()).isEqualTo(200);
        Lead first = lead(answer, 0);
        assertThat(first.name()).isEqualTo("ID_23337381");
        assertThat(first.statusId()).isEqualTo(80512650);
        assertThat(first.updatedBy()).isEqualTo(Author.INTEGRATION.userId());
        assertThat(lead(answer, 1).statusId()).isEqualTo(142);
        assertThat(lead(answer, 1).pipelineId()).isEqualTo(10156066);
    }

    @Test
    void theHistoryTellsWhoWroteWhatInWhichOrder() {
        long before = simulator.leads().lastSequence();
        caller.patch("/api/v4/leads", "[{\"id\":23392663,\"price\":100}]");
        simulator.editAsManager(OTHER, "{\"status_id\":142}");
        caller.patch("/api/v4/leads/23392663", "{\"price\":100}");

        List<LeadChange> writes = simulator.leads().writesAfter(before, 10);
        assertThat(writes)
                .extracting(LeadChange::leadId, LeadChange::author, LeadChange::isReal)
                .containsExactly(
                        tuple(LEAD, Author.INTEGRATION, true),
                        tuple(OTHER, Author.MANAGER, true),
                        tuple(LEAD, Author.INTEGRATION, false));
        assertThat(writes.getFirst().fields()).containsExactly(new FieldChange("price", "", "0", "100"));
        assertThat(simulator.leads().history(OTHER).getLast().after("status_id"))
                .contains("142");
    }

    @Test
    void aManagersEditIsValidatedToo() {
        assertThatThrownBy(() -> simulator.editAsManager(LEAD, "{\"price\":\"x\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("InvalidType");
    }

    private Lead lead(Caller.Answer answer, int index) {
        long id = answer.at("/_embedded/leads/" + index + "/id").asLong();
        return simulator.leads().find(id).orElseThrow();
    }

    private static String batch(int size) {
        return LongStream.rangeClosed(1, size)
                .mapToObj(id -> "{\"id\":%d,\"price\":%d}".formatted(id, id))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
