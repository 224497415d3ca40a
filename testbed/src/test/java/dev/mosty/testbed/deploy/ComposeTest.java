package dev.mosty.testbed.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.launcher.Service;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be said of {@code docker-compose.yml} and the Dockerfile without an engine; {@code try.sh} has one. */
class ComposeTest {
    private static final Set<String> OFFICIAL =
            Set.of("maven:3.9-eclipse-temurin-25", "eclipse-temurin:25-jre", "postgres:17", "nginx:stable");
    private static final Set<String> ONCE = Set.of("init", "database", "demo");

    private final ComposeFile compose = ComposeFile.read();

    @Test
    void nothingComesFromElsewhereButTheFourOfficialImages() {
        assertThat(compose.ours().values())
                .extracting(service -> service.path("image").asText())
                .allMatch(image -> image.matches("mosty(-demo)?:\\$\\{MOSTY_VERSION:-.*}") || OFFICIAL.contains(image));
        assertThat(bases(ComposeFile.text("deploy/docker/Dockerfile"))).isSubsetOf(OFFICIAL);
    }

    @Test
    void anImageIsNamedAfterTheVersionThatItIsBuiltFrom() {
        String pom = ComposeFile.text("pom.xml");
        String version = pom.substring(pom.indexOf("<version>") + 9, pom.indexOf("</version>"));

        assertThat(compose.ours().values())
                .extracting(service -> service.path("image").asText())
                .filteredOn(image -> image.startsWith("mosty"))
                .allMatch(image -> image.endsWith("${MOSTY_VERSION:-" + version + "}"));
    }

    /** Maven does not start without the pom of every module, even of one that it does not build. */
    @Test
    void theBuilderSeesThePomOfEveryModule() {
        String dockerfile = ComposeFile.text("deploy/docker/Dockerfile");
        String seen = ComposeFile.text(".dockerignore");

        assertThat(Pattern.compile("<module>(.+)</module>")
                        .matcher(ComposeFile.text("pom.xml"))
                        .results()
                        .map(module -> module.group(1)))
                .isNotEmpty()
                .allMatch(module -> dockerfile.contains("COPY " + module + " ")
                        || dockerfile.contains("COPY " + module + "/pom.xml "))
                .allMatch(module -> seen.lines()
                        .anyMatch(line -> line.equals("!" + module) || line.equals("!" + module + "/pom.xml")));
    }

    @Test
    void nginxAloneIsPublishedAndTheSimulatorsToThisMachine() {
        compose.ours().forEach((name, service) -> {
            List<String> ports = ComposeFile.texts(service.path("ports"));
            switch (name) {
                case "nginx" -> assertThat(ports).hasSize(1);
                case "simulators" -> assertThat(ports).allMatch(port -> port.startsWith("127.0.0.1:"));
                default -> assertThat(ports).as(name).isEmpty();
            }
        });
    }

    @Test
    void everyServiceRunsOnThePortThatTheOthersKnow() {
        Service.ALL.stream()
                .filter(service -> !service.name().equals("simulators"))
                .forEach(service -> {
                    JsonNode container = compose.service(service.name());
                    assertThat(ComposeFile.texts(container.path("command")))
                            .first()
                            .isEqualTo(service.name());
                    assertThat(container.at("/environment/QUARKUS_HTTP_PORT").asInt())
                            .isEqualTo(service.port());
                    assertThat(container.at("/environment/QUARKUS_HTTP_HOST").asText())
                            .isEqualTo("0.0.0.0");
                });
    }

    @Test
    void noContainerWritesWhereItIsNotSaidOrHasRightsThatAreNotNamed() {
        compose.ours().forEach((name, service) -> {
            assertThat(service.path("read_only").asBoolean()).as(name).isTrue();
            assertThat(service.path("mem_limit").asText()).as(name).isNotEmpty();
            assertThat(ComposeFile.texts(service.path("cap_drop"))).as(name).containsExactly("ALL");
            assertThat(ComposeFile.texts(service.path("security_opt"))).as(name).contains("no-new-privileges:true");
        });
    }

    @Test
    void everyLogIsBoundAndEveryContainerComesBack() {
        compose.ours().forEach((name, service) -> {
            assertThat(service.at("/logging/options/max-size").asText())
                    .as(name)
                    .isEqualTo("20m");
            assertThat(service.at("/logging/options/max-file").asText())
                    .as(name)
                    .isEqualTo("7");
            assertThat(service.path("restart").asText())
                    .as(name)
                    .isEqualTo(ONCE.contains(name) ? "no" : "unless-stopped");
        });
    }

    @Test
    void theDatabaseIsInANetworkWithoutAWayOutThatNginxIsNotIn() {
        assertThat(ComposeFile.texts(compose.service("postgres").path("networks")))
                .containsExactly("database");
        assertThat(ComposeFile.texts(compose.service("nginx").path("networks"))).containsExactly("inner");
        assertThat(compose.root().at("/networks/database/internal").asBoolean()).isTrue();
    }

    @Test
    void aSecondGateAndASecondBridgeAreFoundUnderTheFirstOnesNames() {
        assertThat(aliases("gate2")).containsExactly("gate");
        assertThat(aliases("telephony2")).containsExactly("telephony");
    }

    @Test
    void everyVariableIsExplainedInTheExample() {
        assumeThat(Ran.ROOT.resolve("deploy/env.example")).matches(Files::exists, "deploy/env.example is there");
        String example = ComposeFile.text("deploy/env.example");

        assertThat(compose.variables())
                .filteredOn(name -> !name.equals("COMPOSE_PROJECT_NAME"))
                .allMatch(name -> Pattern.compile("(?m)^(# ?)?" + name + "=")
                        .matcher(example)
                        .find());
    }

    private List<String> aliases(String service) {
        return ComposeFile.texts(compose.service(service).at("/networks/inner/aliases"));
    }

    /** What a Dockerfile stands on: stages of its own left out. */
    private static Set<String> bases(String dockerfile) {
        Pattern stage = Pattern.compile("(?m)^FROM \\S+ AS (\\S+)");
        Set<String> stages = new TreeSet<>();
        stage.matcher(dockerfile).results().map(found -> found.group(1)).forEach(stages::add);
        Set<String> bases = new TreeSet<>();
        Pattern.compile("(?m)^FROM (\\S+)|from=([^,\\s]+)")
                .matcher(dockerfile)
                .results()
                .map(ComposeTest::base)
                .filter(base -> !stages.contains(base))
                .forEach(bases::add);
        return bases;
    }

    private static String base(MatchResult found) {
        return found.group(1) == null ? found.group(2) : found.group(1);
    }
}
