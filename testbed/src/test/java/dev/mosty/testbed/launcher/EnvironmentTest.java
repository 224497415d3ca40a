package dev.mosty.testbed.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {

    private static final Secrets SECRETS = new Secrets("key", "password", "superuser");

    @Test
    void theGateGetsItsDatabaseItsPortAndTheSimulatedAccount() {
        assertThat(gate(suite("up"), Map.of()))
                .containsEntry("DB_URL", "jdbc:postgresql://127.0.0.1:15432/mosty")
                .containsEntry("DB_USER", "mosty")
                .containsEntry("DB_PASSWORD", "password")
                .containsEntry("MOSTY_SECRET_KEY", "key")
                .containsEntry("MOSTY_DATA_DIR", "/work/.data")
                .containsEntry("QUARKUS_HTTP_PORT", "8082")
                .containsEntry("QUARKUS_HTTP_HOST", "127.0.0.1")
                .containsEntry("AMO_BASE_URL", "http://127.0.0.1:8090")
                .containsEntry("FIELD_SHARED_PAID_PRICE", "1305167")
                .doesNotContainKeys("GATE_TOKEN", "ONEC_TOKEN");
    }

    @Test
    void theSimulatorAndTheGateAgreeOnTheAccount() {
        Suite suite = suite("up");
        Map<String, String> simulators = Environment.of(Service.ALL.getFirst(), suite, SECRETS, Map.of());

        assertThat(simulators)
                .containsEntry("SIMULATOR_STATE", "/work/.data/simulator.json")
                .containsEntry("QUARKUS_HTTP_PORT", "8090");
        assertThat(List.of("AMO_CLIENT_ID", "AMO_CLIENT_SECRET", "AMO_REDIRECT_URL", "AMO_AUTH_CODE"))
                .allSatisfy(name -> assertThat(simulators.get(name))
                        .isNotEmpty()
                        .isEqualTo(gate(suite, Map.of()).get(name)));
    }

    @Test
    void anOffsetMovesEveryPortAndEveryAddressMadeOfOne() {
        assertThat(gate(suite("up", "--port-offset", "1000"), Map.of()))
                .containsEntry("QUARKUS_HTTP_PORT", "9082")
                .containsEntry("AMO_BASE_URL", "http://127.0.0.1:9090")
                .containsEntry("AMO_REDIRECT_URL", "http://127.0.0.1:9082/amo/oauth/callback")
                .containsEntry("DB_URL", "jdbc:postgresql://127.0.0.1:16432/mosty");
    }

    @Test
    void aPostgresPortOfOnesOwnIsTakenAsItIs() {
        Suite suite = suite(Map.of("SUITE_PG_PORT", "5555", "SUITE_PORT_OFFSET", "7"), "up");

        assertThat(suite.databaseUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:5555/mosty");
        assertThat(suite.port(Service.named("gate"))).isEqualTo(8089);
    }

    @Test
    void aRealRunTakesDotEnvAndHasADatabaseOfItsOwn() {
        Suite suite = suite("up", "--real");

        assertThat(gate(
                        suite,
                        Map.of("AMO_SUBDOMAIN", "clinic", "QUARKUS_HTTP_HOST", "0.0.0.0", "DB_URL", "elsewhere")))
                .containsEntry("AMO_SUBDOMAIN", "clinic")
                .containsEntry("QUARKUS_HTTP_HOST", "0.0.0.0")
                .containsEntry("DB_URL", "jdbc:postgresql://127.0.0.1:15432/mosty_real")
                .containsEntry("MOSTY_DATA_DIR", "/work/.data/real")
                .doesNotContainKeys("AMO_BASE_URL", "AMO_AUTH_CODE", "FIELD_SHARED_PAID_PRICE");
    }

    @Test
    void aVariableOfThePersonBeatsDotEnvButNeverTheSimulatedAddress() {
        Suite suite = suite(Map.of("AMO_RATE", "3", "AMO_BASE_URL", "https://clinic.amocrm.ru"), "up");

        assertThat(gate(suite, Map.of("AMO_RATE", "7")))
                .containsEntry("AMO_RATE", "3")
                .containsEntry("AMO_BASE_URL", "http://127.0.0.1:8090");
    }

    @Test
    void aSecretKeyOfThePersonBeatsTheOneMadeHere() {
        assertThat(gate(suite(Map.of("MOSTY_SECRET_KEY", "own"), "up"), Map.of()))
                .containsEntry("MOSTY_SECRET_KEY", "own");
        assertThat(gate(suite(Map.of("MOSTY_SECRET_KEY_FILE", "/run/secrets/key"), "up"), Map.of()))
                .doesNotContainKey("MOSTY_SECRET_KEY");
    }

    @Test
    void aRealRunHasNoSimulatorsAndNoRunHasWhatTheTreeLacks(@TempDir Path root) throws IOException {
        Files.createFile(Files.createDirectories(root.resolve("amo-proxy")).resolve("pom.xml"));
        Map<String, String> tree = Map.of("SUITE_ROOT", root.toString());

        assertThat(Service.running(Service.ALL, suite(tree, "up", "--real")).stream()
                        .map(Service::name))
                .containsExactly("proxy");
        assertThat(Service.running(Service.ALL, suite(tree, "up")).stream().map(Service::name))
                .containsExactly("simulators", "proxy");
    }

    @Test
    void theSimulated1cAndTheProxyAgreeOnThePublicationAndItsPortIsWatchedToo() {
        Suite suite = suite("up", "--port-offset", "1000");
        Map<String, String> simulators = Environment.of(Service.ALL.getFirst(), suite, SECRETS, Map.of());
        Map<String, String> proxy = Environment.of(Service.named("proxy"), suite, SECRETS, Map.of());

        assertThat(proxy)
                .containsEntry("QUARKUS_HTTP_PORT", "9081")
                .containsEntry("ONEC_PORT", "9091")
                .containsEntry(
                        "CORS_ORIGINS",
                        "https://*.amocrm.ru,https://*.kommo.com,http://127.0.0.1:9090,http://localhost:9090")
                .containsEntry("AMO_ACCOUNT_ID", "19277260")
                .doesNotContainKeys("PROXY_TOKEN", "AMO_AUTH_CODE");
        assertThat(List.of("ONEC_PORT", "ONEC_PATH", "ONEC_USER", "ONEC_PASSWORD"))
                .allSatisfy(name -> assertThat(proxy.get(name)).isNotEmpty().isEqualTo(simulators.get(name)));
        assertThat(simulators).containsEntry("SIM_PROXY_URL", "http://127.0.0.1:9081");
        assertThat(proxy).containsEntry("WIDGET_CLIENT_SECRET", simulators.get("AMO_CLIENT_SECRET"));
        assertThat(Ports.of(Service.ALL, suite)).containsEntry("1c", 9091);
        assertThat(Environment.of(Service.named("proxy"), suite("up", "--real"), SECRETS, Map.of()))
                .doesNotContainKeys("ONEC_HOST", "CORS_ORIGINS");
    }

    @Test
    void theBridgeAndItsNeighboursAgreeOnPathsTokensAndKeysAndARealRunGetsNone() {
        Suite suite = suite("up", "--port-offset", "1000");
        Map<String, String> simulators = Environment.of(Service.ALL.getFirst(), suite, SECRETS, Map.of());
        Map<String, String> bridge = Environment.of(Service.named("telephony"), suite, SECRETS, Map.of());

        assertThat(bridge)
                .containsEntry("ONEC_CALLS_URL", "http://127.0.0.1:9091/clinic/hs/calls/")
                .containsEntry("PBX_API_URL", "http://127.0.0.1:9092/httpapiinteg/crmapi/v1/makecall");
        assertThat(simulators).containsEntry("SIM_BRIDGE_URL", "http://127.0.0.1:9083");
        assertThat(List.of("ONEC_CALLS_TOKEN", "PBX_PATH", "PBX_API_KEY"))
                .allSatisfy(name -> assertThat(bridge.get(name)).hasSize(32).isEqualTo(simulators.get(name)));
        assertThat(List.of("MAKECALL_KEY", "CRM_TOKEN"))
                .allSatisfy(name -> assertThat(bridge.get(name)).hasSize(32));
        assertThat(bridge.get("WORKPLACE_TOKENS")).matches("100:[0-9a-f]{32},101:[0-9a-f]{32},102:[0-9a-f]{32}");
        assertThat(Ports.of(Service.ALL, suite)).containsEntry("pbx", 9092).containsEntry("bitrix24", 9093);
        assertThat(Environment.of(Service.named("telephony"), suite("up", "--real"), SECRETS, Map.of()))
                .doesNotContainKeys("ONEC_CALLS_URL", "PBX_PATH", "WORKPLACE_TOKENS");
    }

    @Test
    void theSimulatedPortalsWebhookIsThisInstallationsOwn() {
        Map<String, String> simulators =
                Environment.of(Service.ALL.getFirst(), suite("up", "--port-offset", "1000"), SECRETS, Map.of());

        assertThat(simulators).containsEntry("BITRIX_SIM_PORT", "9093");
        assertThat(simulators.get("BITRIX_WEBHOOK"))
                .matches("rest/1/[0-9a-f]{32}/")
                .isEqualTo(SimulatedBitrix.webhook(SECRETS));
    }

    @Test
    void aRealRunKnowsNoSimulatedPortal() {
        assertThat(Environment.of(Service.named("bitrix"), suite("up", "--real"), SECRETS, Map.of()))
                .doesNotContainKeys("BITRIX_PORTAL", "BITRIX_WEBHOOK");
    }

    private static Map<String, String> gate(Suite suite, Map<String, String> dotEnv) {
        return Environment.of(Service.named("gate"), suite, SECRETS, dotEnv);
    }

    private static Suite suite(String... arguments) {
        return suite(Map.of(), arguments);
    }

    private static Suite suite(Map<String, String> variables, String... arguments) {
        Messages messages = new Messages(Locale.ROOT);
        Map<String, String> environment = new HashMap<>(variables);
        environment.putIfAbsent("SUITE_ROOT", "/work");
        return Suite.of(Options.parse(List.of(arguments), messages), environment, messages);
    }
}
