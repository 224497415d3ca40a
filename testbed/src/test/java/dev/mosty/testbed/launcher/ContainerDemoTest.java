package dev.mosty.testbed.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerDemoTest {
    private static final Secrets SECRETS = new Secrets("key", "password", "superuser");

    @TempDir
    Path directory;

    @Test
    void everyContainerIsToldWhereTheSimulatorsAreByTheirName() throws IOException {
        ContainerDemo.write(suite(), SECRETS, directory);

        assertThat(lines("gate"))
                .contains(
                        "AMO_BASE_URL='http://simulators:8090'",
                        "DB_URL='jdbc:postgresql://postgres:5432/mosty_demo'",
                        "MOSTY_DATA_DIR='/data/demo'");
        assertThat(lines("proxy")).contains("ONEC_HOST='simulators'", "ONEC_PORT='8091'");
        assertThat(lines("telephony"))
                .contains(
                        "PBX_PATH='path-of-this-installation'",
                        "PBX_API_URL='http://simulators:8092" + "/httpapiinteg/crmapi/v1/makecall'")
                .noneMatch(line -> line.startsWith("WORKPLACE_ADMIN_URL"));
        assertThat(lines("simulators"))
                .contains("QUARKUS_HTTP_HOST='0.0.0.0'", "SIM_BRIDGE_URL='http://telephony:8083'")
                .noneMatch(line -> line.startsWith("DB_URL"));
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(Service.ALL.size());
        }
    }

    @Test
    void theCardMayAskTheProxyFromTheBrowserOfThisMachine() throws IOException {
        ContainerDemo.write(suite(), SECRETS, directory);

        assertThat(lines("proxy"))
                .filteredOn(line -> line.startsWith("CORS_ORIGINS="))
                .first()
                .asString()
                .endsWith("http://127.0.0.1:8090,http://localhost:8090'");
    }

    @Test
    void aShellReadsEveryValueAsItIs() {
        assertThat(ContainerDemo.lines(Map.of("A", "it's $HOME `x`"))).isEqualTo("A='it'\\''s $HOME `x`'\n");
    }

    private List<String> lines(String service) throws IOException {
        return Files.readAllLines(directory.resolve(service + ".env"));
    }

    private static Suite suite() {
        Messages messages = new Messages(Locale.ROOT);
        return Suite.of(
                Options.parse(List.of("demo"), messages),
                Map.of(
                        "SUITE_CONTAINERS", "true",
                        "SUITE_DATA", "/data/demo",
                        "SUITE_PG_PORT", "5432",
                        "PBX_PATH", "path-of-this-installation"),
                messages);
    }
}
