package dev.mosty.testbed.bitrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LimitsTest extends PortalTest {

    @Test
    void theBucketHoldsFiftyCallsAndLeaksTwoASecond() {
        program.knobs("{'timeScale':0.0001}");
        portal.forgetLimits();
        for (int i = 0; i < 50; i++) {
            assertThat(program.get("profile").status()).isEqualTo(200);
        }
        assertThat(program.get("profile").refusal()).isEqualTo("503 QUERY_LIMIT_EXCEEDED: Too many requests");
        program.control("POST", "/sim/time", "{'forwardSeconds':1}");
        assertThat(program.get("profile").status()).isEqualTo(200);
        assertThat(program.get("profile").status()).isEqualTo(200);
        assertThat(program.get("profile").status()).isEqualTo(503);
        assertThat(program.control("GET", "/sim/limits", "")
                        .at("/bucket/refused")
                        .asLong())
                .isEqualTo(2);
    }

    @Test
    void aBatchIsOneDropWhateverItCarries() {
        program.batch(false, "a", "profile", "b", "profile", "c", "profile");
        JsonNode stats = program.control("GET", "/sim/stats", "");
        assertThat(stats.path("total").asLong()).isEqualTo(1);
        assertThat(stats.at("/commands/profile").asLong()).isEqualTo(3);
        assertThat(stats.at("/bucket/peak").asDouble()).isEqualTo(1);
    }

    @Test
    void aBucketThatIsNotEnforcedOnlyCounts() {
        program.knobs("{'burst':1,'rate':0.001,'enforceBucket':false}");
        program.get("profile");
        assertThat(program.get("profile").status()).isEqualTo(200);
        assertThat(program.control("GET", "/sim/limits", "")
                        .at("/bucket/refused")
                        .asLong())
                .isEqualTo(1);
    }

    @Test
    void aMethodThatWorkedTooLongIsBlockedUntilItsOldestMinuteIsForgotten() {
        program.knobs("{'seconds':{'crm.contact.list':300}, 'requestSeconds':1000}");
        assertThat(time("crm.contact.list").path("operating").asDouble()).isEqualTo(300);
        JsonNode second = time("crm.contact.list");
        assertThat(second.path("operating").asDouble()).isEqualTo(600);
        assertThat(program.get("crm.contact.list").refusal())
                .isEqualTo("429 OPERATION_TIME_LIMIT: Method is blocked due to operation time limit.");
        assertThat(program.batch(false, "a", "crm.contact.list", "b", "profile").at("/result_error/a/error"))
                .hasToString("\"OPERATION_TIME_LIMIT\"");
        // Another method has a budget of its own.
        assertThat(program.get("crm.company.list").status()).isEqualTo(200);
        long resetAt = second.path("operating_reset_at").asLong();
        assertThat(resetAt - second.path("finish").asDouble()).isBetween(295.0 - 10, 600.0);
        program.control("POST", "/sim/time", "{'forwardSeconds':600}");
        assertThat(program.get("crm.contact.list").status()).isEqualTo(200);
    }

    @Test
    void aShortCallIsNotCountedButTheCommandsOfABatchAreAddedUp() {
        program.knobs("{'seconds':{'*':0.03}}");
        assertThat(time("profile").path("operating").asDouble()).isZero();
        String[] commands = IntStream.range(0, 50)
                .boxed()
                .flatMap(i -> Stream.of("c" + i, "profile"))
                .toArray(String[]::new);
        JsonNode answer = program.batch(false, commands);
        assertThat(answer.at("/result_time/c49/operating").asDouble()).isEqualTo(1.5);
        assertThat(answer.at("/result_time/c1/operating").asDouble()).isZero();
    }

    @Test
    void aBatchIsNotCountedButTakesTheTimeOfItsCommands() {
        program.knobs("{'seconds':{'profile':2}}");
        JsonNode batch =
                program.call("batch", "{'cmd':{'a':'profile','b':'profile'}}").body();
        assertThat(batch.at("/time/duration").asDouble()).isEqualTo(4);
        assertThat(batch.at("/time/operating").asDouble()).isZero();
    }

    /** One copy of the vendor's code does so, against the documentation. */
    @Test
    void aNewerPortalChargesABatchWithHalfOfItsTimeAndBlocksIt() {
        program.knobs("{'batchShare':0.5,'operatingSeconds':1.5,'seconds':{'profile':2,'crm.contact.list':2}}");
        String two = "{'cmd':{'a':'profile','b':'crm.contact.list'}}";
        Program.Answer first = program.call("batch", two);
        assertThat(first.body().at("/time/operating").asDouble()).isEqualTo(2);
        assertThat(program.call("batch", two).refusal())
                .isEqualTo("429 OPERATION_TIME_LIMIT: Method is blocked due to operation time limit.");
        // What is not in a batch has its own budget.
        assertThat(program.get("crm.company.list").status()).isEqualTo(200);
    }

    @Test
    void whatTakesLongerThanAMinuteIsBrokenOffAndStaysDone() {
        program.knobs("{'seconds':{'crm.contact.add':25}}");
        Program.Answer answer = program.call("batch", """
                {'cmd':{'a':'crm.contact.add?fields[NAME]=a','b':'crm.contact.add?fields[NAME]=b',
                 'c':'crm.contact.add?fields[NAME]=c','d':'crm.contact.add?fields[NAME]=d'}}""");
        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.text()).startsWith("<html>");
        assertThat(program.control("GET", "/sim/stats", "")
                        .at("/writes/contact/added")
                        .asLong())
                .isEqualTo(3);
    }

    @Test
    void anAnswerComesAfterTheTimeThatItTookAndThePortalsTimeMayRunFaster() {
        program.knobs("{'takesTime':true,'timeScale':20,'seconds':{'profile':10}}");
        long start = System.nanoTime();
        JsonNode time = time("profile");
        assertThat((System.nanoTime() - start) / 1e9).isGreaterThan(0.49);
        assertThat(time.path("duration").asDouble()).isEqualTo(10);
        assertThat(time.path("finish").asDouble() - time.path("start").asDouble())
                .isBetween(9.99, 10.01);
    }

    @Test
    void everyAnswerTellsItsTime() {
        JsonNode time = time("profile");
        assertThat(time.properties().stream().map(Map.Entry::getKey))
                .containsExactly(
                        "start",
                        "finish",
                        "duration",
                        "processing",
                        "date_start",
                        "date_finish",
                        "operating_reset_at",
                        "operating");
        assertThat(time.path("operating_reset_at").isIntegralNumber()).isTrue();
        assertThat(time.path("date_start").asText()).endsWith("+03:00");
    }

    private JsonNode time(String method) {
        return program.get(method).body().path("time");
    }
}
