package dev.mosty.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.testbed.amocrm.AmoCrmSimulator;
import dev.mosty.testbed.amocrm.Integration;
import dev.mosty.testbed.amocrm.SimulatorOptions;
import dev.mosty.testbed.deploy.Ran;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The alert rules and the dashboard, by Prometheus' own tool and against what the services really tell. */
class MonitoringTest {
    private static final Path DEPLOY = Ran.ROOT.resolve("deploy");
    private static final Path RULES = DEPLOY.resolve("prometheus");

    /** What Mosty itself tells; the others are those of well-known exporters. */
    private static final Pattern OWN = Pattern.compile("\\b(?:mosty|http_server|jvm|workplace)_[a-z_]+");

    private static final DurablePostgres POSTGRES = new DurablePostgres();

    @AfterAll
    static void stop() {
        POSTGRES.close();
    }

    @Test
    void theRulesSayWhatTheyShouldAndWhen() throws Exception {
        assertThat(Ran.of(
                        Map.of(),
                        "promtool",
                        "test",
                        "rules",
                        RULES.resolve("rules.test.yml").toString()))
                .extracting(Ran::code, Ran::said)
                .containsExactly(0, "Unit Testing:  " + RULES.resolve("rules.test.yml") + "\n  SUCCESS\n\n");
    }

    @Test
    void prometheusTakesItsConfiguration() throws Exception {
        // In the container the rules lie elsewhere.
        var file = Files.createTempFile("prometheus", ".yml");
        Files.writeString(
                file,
                Files.readString(RULES.resolve("prometheus.yml"))
                        .replace(
                                "/etc/prometheus/rules.yml",
                                RULES.resolve("rules.yml").toString()));

        var ran = Ran.of(Map.of(), "promtool", "check", "config", file.toString());

        assertThat(ran.code()).as(ran.said()).isZero();
    }

    @Test
    void everyMetricThatIsAskedForIsToldBySomeService() throws Exception {
        var url = POSTGRES.create("monitoring");
        try (var amo = AmoCrmSimulator.start(SimulatorOptions.inMemory());
                var gate = GateProcess.start(connected(amo, url));
                var proxy = ServiceProcess.start("amo-proxy", Map.of("DB_URL", url));
                var bridge = ServiceProcess.start("telephony-bridge", Map.of("DB_URL", url))) {
            gate.post("/zdrav/booked", "[{\"lead_id\":\"23392663\",\"status\":\"checkin\"}]");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> POSTGRES.number("monitoring", "select count(*) from delivery_done") == 1);
            POSTGRES.texts("monitoring", "select mosty_pause('amocrm', 'lunch')::text");

            // A pause is seen when its channel's depth is read, and told from the next time on.
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(told(gate, proxy, bridge)).containsAll(asked()));
        }
    }

    private static Map<String, String> connected(AmoCrmSimulator amo, String url) {
        var integration = Integration.CLINIC;
        return Map.of(
                "DB_URL", url,
                "AMO_BASE_URL", amo.baseUrl(),
                "AMO_CLIENT_ID", integration.clientId(),
                "AMO_CLIENT_SECRET", integration.clientSecret(),
                "AMO_REDIRECT_URL", integration.redirectUri(),
                "AMO_AUTH_CODE", amo.oauth().issueCode(),
                "FIELD_BOOKED_STATUS", "1304923");
    }

    private static Set<String> told(ServiceProcess... services) {
        return Stream.of(services)
                .flatMap(service -> names(service.get("/q/metrics").body()))
                .collect(Collectors.toSet());
    }

    private static Set<String> asked() throws IOException {
        var dashboard = Json.read(Files.readString(DEPLOY.resolve("grafana/dashboards/mosty.json")))
                .orElseThrow();
        var rules = Files.readString(RULES.resolve("rules.yml"));
        var asked = Stream.concat(
                        names(rules),
                        dashboard.findValuesAsText("expr").stream().flatMap(MonitoringTest::names))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(asked).hasSizeGreaterThan(8);
        return asked;
    }

    private static Stream<String> names(String text) {
        return OWN.matcher(text).results().map(MatchResult::group);
    }
}
