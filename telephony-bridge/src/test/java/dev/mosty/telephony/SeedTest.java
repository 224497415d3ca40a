package dev.mosty.telephony;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.mosty.testsupport.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every curl of seed 002, pointed at the bridge, and what 1C gets of it. The files of {@code golden} have the query, the
 * body that the seed shows, where ours differs and why, and ours.
 */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(FakeOneC.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class SeedTest {
    private static final String ITS_CALLID = "1659685427407907141";

    @TestHTTPResource("/")
    URI home;

    @Inject
    Jdbi jdbi;

    @ConfigProperty(name = "test.onec", defaultValue = "unset") // Checked when other tests start, too.
    URI farSide;

    private WireMock onec;
    private Http http;

    @BeforeEach
    void aNewDay() {
        http = new Http(home);
        onec = new WireMock(farSide.getHost(), farSide.getPort());
        onec.resetMappings();
        onec.resetRequests();
        onec.register(post(urlEqualTo(FakeOneC.CALLS)).willReturn(aResponse().withStatus(200)));
        Yesterday.forget(jdbi);
    }

    private record Step(String query, String sent) {}

    private static List<Step> steps(String file) throws IOException {
        List<Step> steps = new ArrayList<>();
        try (var text = SeedTest.class.getResourceAsStream("/golden/" + file + ".txt")) {
            assertThat(text).as(file).isNotNull();
            String query = "";
            for (String line : new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("query ")) {
                    query = line.substring("query ".length()).strip();
                } else if (line.startsWith("sent ")) {
                    steps.add(new Step(query, line.substring("sent ".length()).strip()));
                }
            }
        }
        return steps;
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-incoming-answered", "2-incoming-missed", "3-outgoing-answered", "4-outgoing-missed"})
    void oneCGetsTheBodiesOfTheSeed(String file) throws IOException {
        List<Step> steps = steps(file);
        assertThat(steps).hasSizeBetween(2, 3);

        for (Step step : steps) {
            assertThat(http.pbx(step.query())).hasToString("200 {\"status\":\"ok\"}");
        }

        await().untilAsserted(() -> assertThat(told()).hasSize(steps.size()));
        String callid = jdbi.withHandle(handle ->
                handle.select("select callid from call").mapTo(String.class).one());
        assertThat(callid).matches("[0-9]{19}");
        assertThat(told().stream().map(body -> body.replace(callid, ITS_CALLID)))
                .containsExactlyElementsOf(steps.stream().map(Step::sent).toList());
        assertThat(requests())
                .allSatisfy(
                        request -> assertThat(request.getHeader("Content-Type")).isEqualTo("application/json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"responsible\": \"100\"}", "{\"responsible\": \"\"}"})
    void smartTransferAsksOneCAndPassesItsAnswerOn(String answer) {
        onec.register(post(urlEqualTo(FakeOneC.CALLS)).willReturn(okJson(answer)));

        assertThat(http.pbx("event=1&smart_transfer_is_required=1&call_id=32323&line=3333333&src_num=89991234567"))
                .hasToString("200 " + answer.replace(" ", ""));

        assertThat(told())
                .containsExactly("{\"cmd\":\"contact\",\"phone\":\"89991234567\",\"crm_token\":\"token123\"}");
    }

    @Test
    void whatIsStoredHoldsNoToken() {
        onec.register(post(urlEqualTo(FakeOneC.CALLS)).willReturn(aResponse().withStatus(503)));

        http.pbx("event=1&src_type=1&call_id=32323&line=3333333&dst_num=100&src_num=89991234567");
        await().untilAsserted(() -> onec.verifyThat(1, postRequestedFor(urlEqualTo(FakeOneC.CALLS))));

        List<String> payloads = jdbi.withHandle(handle -> handle.select("select payload from delivery")
                .mapTo(String.class)
                .list());
        assertThat(payloads)
                .hasSize(1)
                .allSatisfy(payload -> assertThat(payload).contains("INCOMING").doesNotContain("token"));
    }

    private List<LoggedRequest> requests() {
        return onec.find(postRequestedFor(urlEqualTo(FakeOneC.CALLS)));
    }

    private List<String> told() {
        return requests().stream().map(LoggedRequest::getBodyAsString).toList();
    }
}
