package dev.mosty.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.testbed.deploy.Ran;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tests/test_api_booked.sh} and {@code tests/test_api_mc.sh} against a gate. */
class SeedScriptsTest {
    private static final String TOKEN = "gate-token-of-the-test";
    private static final DurablePostgres POSTGRES = new DurablePostgres();
    private static GateProcess gate;

    @BeforeAll
    static void start() {
        var url = POSTGRES.create("scripts");
        gate = GateProcess.start(Map.of("DB_URL", url, "GATE_TOKEN", TOKEN, "ONEC_TOKEN", "onec-token-of-the-test"));
    }

    @AfterAll
    static void stop() {
        gate.close();
        POSTGRES.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"booked", "mc"})
    void whatTheScriptPostsIsStored(String funnel) throws Exception {
        var before = stored();

        var ran = post(funnel, TOKEN, gate.url() + "/zdrav/" + funnel);

        assertThat(ran.said()).contains("HTTP 200").contains("✓").doesNotContain(TOKEN);
        assertThat(ran.code()).isZero();
        await().atMost(Duration.ofSeconds(10)).until(() -> stored() == before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"booked", "mc"})
    void aRefusalAndSilenceAreFailures(String funnel) throws Exception {
        var refused = post(funnel, "wrong", gate.url() + "/zdrav/" + funnel + "?token=wrong");
        var silent = post(funnel, TOKEN, "http://127.0.0.1:1/zdrav/" + funnel);

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.said()).contains("HTTP 401").contains("✗").doesNotContain("token=wrong");
        assertThat(silent.code()).isEqualTo(1);
        assertThat(silent.said()).contains("✗");
    }

    @ParameterizedTest
    @ValueSource(strings = {"booked", "mc"})
    void withoutAnAddressItSaysHowItIsUsed(String funnel) throws Exception {
        var ran = Ran.of(Map.of(), script(funnel));

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.said()).contains("tests/test_api_" + funnel + ".sh").contains("GATE_TOKEN");
    }

    private static Ran post(String funnel, String token, String address) throws Exception {
        return Ran.of(Map.of("GATE_TOKEN", token), script(funnel), address);
    }

    private static String script(String funnel) {
        return Ran.ROOT.resolve("tests/test_api_" + funnel + ".sh").toString();
    }

    /** Live and dead: without amoCRM nothing leaves. */
    private static long stored() {
        return POSTGRES.number("scripts", "select count(*) from delivery");
    }
}
