package dev.mosty.testbed.bitrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest extends PortalTest {

    @Test
    void eachCommandIsAnsweredUnderItsLabel() {
        JsonNode answer = program.batch(
                false,
                "c1",
                "crm.contact.add?fields[NAME]=" + Program.encoded("Иван & Ко"),
                "c2",
                "crm.contact.list?select[]=ID&filter[ID]=1",
                "c3",
                "crm.contact.get?id=999");
        assertThat(answer.at("/result/c1").asLong()).isEqualTo(2);
        assertThat(answer.at("/result/c2")).hasToString("[{\"ID\":\"1\"}]");
        assertThat(answer.path("result_error"))
                .hasToString("{\"c3\":{\"error\":\"\",\"error_description\":\"Not found\"}}");
        assertThat(answer.path("result_total")).hasToString("{\"c2\":1}");
        assertThat(answer.path("result_next")).hasToString("[]");
        assertThat(names(answer.path("result_time"))).containsExactly("c1", "c2");
        assertThat(answer.at("/result_time/c1/duration").asDouble()).isEqualTo(0.05);
        assertThat(program.got("contact", 2).path("NAME").asText()).isEqualTo("Иван & Ко");
    }

    @Test
    void anEmptyMapIsAListAndNumbersForLabelsAreLost() {
        JsonNode all = program.batch(false, "0", "crm.contact.get?id=1", "1", "crm.contact.get?id=1");
        assertThat(all.path("result").isArray()).isTrue();
        assertThat(all.path("result_error")).hasToString("[]");
        JsonNode some = program.batch(false, "0", "crm.contact.get?id=999", "1", "crm.contact.get?id=1");
        assertThat(some.path("result").isObject()).isTrue();
        assertThat(some.path("result_error").isArray()).isTrue();
        assertThat(program.batch(false, "a", "crm.contact.get?id=999").path("result"))
                .hasToString("[]");
    }

    @Test
    void theFiftyFirstCommandIsRefusedAndTheOthersRun() {
        String[] commands = IntStream.rangeClosed(1, 51)
                .boxed()
                .flatMap(i -> List.of("c" + i, "crm.contact.add?fields[NAME]=n" + i).stream())
                .toArray(String[]::new);
        JsonNode answer = program.batch(false, commands);
        assertThat(answer.path("result")).hasSize(50);
        assertThat(answer.at("/result_error/c51/error").asText()).isEqualTo("ERROR_BATCH_LENGTH_EXCEEDED");
    }

    @Test
    void aBatchWithinABatchAndAnUnknownMethodAreThatCommandsErrors() {
        JsonNode answer = program.batch(false, "a", "batch?cmd[x]=profile", "b", "crm.unknown.list", "c", "profile");
        assertThat(answer.at("/result_error/a/error").asText()).isEqualTo("ERROR_BATCH_METHOD_NOT_ALLOWED");
        assertThat(answer.at("/result_error/b/error").asText()).isEqualTo("ERROR_METHOD_NOT_FOUND");
        assertThat(answer.at("/result/c/ID").asText()).isEqualTo("1");
    }

    @Test
    void withHaltTheFirstErrorIsTheLastCommand() {
        JsonNode answer = program.batch(
                true, "a", "crm.contact.add?fields[NAME]=a", "b", "crm.contact.get?id=999", "c", "profile");
        assertThat(names(answer.path("result"))).containsExactly("a");
        assertThat(names(answer.path("result_error"))).containsExactly("b");
    }

    @Test
    void aReferenceToWhatWasAddedIsItsId() {
        JsonNode answer = program.batch(
                true,
                "c",
                "crm.contact.add?fields[NAME]=a",
                "d",
                "crm.deal.add?fields[TITLE]=deal of $result[c]&fields[CONTACT_IDS][0]=$result[c]",
                "g",
                "crm.deal.get?id=$result[d]",
                "n",
                "crm.deal.add?fields[TITLE]=" + Program.encoded("again $result[g][TITLE]"));
        assertThat(answer.at("/result/g/CONTACT_ID").asText()).isEqualTo("2");
        assertThat(answer.at("/result/g/TITLE").asText()).isEqualTo("deal of 2");
        assertThat(program.got("deal", answer.at("/result/n").asLong())
                        .path("TITLE")
                        .asText())
                .isEqualTo("again deal of 2");
    }

    @Test
    void aReferenceToAFailedCommandHitsDealOne() {
        JsonNode answer = program.batch(
                false,
                "d0",
                "crm.deal.add?fields=nothing",
                "r0",
                "crm.deal.productrows.set?id=$result[d0]&rows[0][PRODUCT_NAME]=x&rows[0][PRICE]=1");
        assertThat(answer.at("/result_error/d0/error_description").asText())
                .isEqualTo("Parameter 'fields' must be array.");
        assertThat(answer.at("/result/r0").asBoolean()).isTrue();
        assertThat(program.got("deal", 1).path("OPPORTUNITY").asText()).isEqualTo("1.00");
    }

    @Test
    void theCorruptionCanBeSwitchedOff() {
        program.knobs("{'corruptReferences':false}");
        JsonNode answer = program.batch(
                false, "d0", "crm.deal.add", "r0", "crm.deal.productrows.set?id=$result[d0]&rows[0][PRICE]=1");
        assertThat(answer.at("/result_error/r0/error_description").asText())
                .isEqualTo("The parameter id is invalid or not defined.");
        assertThat(program.got("deal", 1).path("OPPORTUNITY").asText()).isEqualTo("3000.00");
    }

    @Test
    void whatACommandHasBeyondAThousandVariablesIsDropped() {
        String rows = IntStream.range(0, 400)
                .mapToObj(i -> "rows[%1$d][PRODUCT_NAME]=n&rows[%1$d][PRICE]=1&rows[%1$d][QUANTITY]=1".formatted(i))
                .collect(Collectors.joining("&"));
        JsonNode answer = program.batch(false, "r", "crm.deal.productrows.set?id=1&" + rows);
        assertThat(answer.at("/result/r").asBoolean()).isTrue();
        assertThat(program.got("deal", 1).path("OPPORTUNITY").asText()).isEqualTo("333.00");
    }

    @Test
    void aFormMayBringABatchToo() {
        JsonNode answer = program.form(
                        "batch.json",
                        "halt=0&cmd[a]=" + Program.encoded("crm.contact.add?fields[NAME]=" + Program.encoded("Иван")))
                .result();
        assertThat(program.got("contact", answer.at("/result/a").asLong())
                        .path("NAME")
                        .asText())
                .isEqualTo("Иван");
    }

    @Test
    void oneCommandIsRefusedAsThePortalRefusesOneEntity() {
        program.control(
                "POST",
                "/sim/refusals",
                "{'method':'crm.contact.add','error':'ERROR_CORE','description':'Disk resource exhausted'}");
        JsonNode answer =
                program.batch(false, "a", "crm.contact.add?fields[NAME]=a", "b", "crm.contact.add?fields[NAME]=b");
        assertThat(answer.at("/result_error/a/error_description").asText()).isEqualTo("Disk resource exhausted");
        assertThat(answer.at("/result/b").asLong()).isEqualTo(2);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
