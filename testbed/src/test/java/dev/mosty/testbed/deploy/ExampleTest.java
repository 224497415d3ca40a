package dev.mosty.testbed.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code deploy/env.example} beside what the services, nginx and the handbooks know. */
class ExampleTest {
    private static final Pattern LINE = Pattern.compile("(?m)^# ([A-Z][A-Z0-9_]+)=(.*)$");
    /** Known to Docker Compose alone, or to Quarkus itself. */
    private static final Set<String> OTHERS = Set.of(
            "COMPOSE_PROFILES",
            "COMPOSE_PROJECT_NAME",
            "DEMO_PORT",
            "DEMO_PORT_1C",
            "DEMO_PORT_BITRIX",
            "DEMO_PORT_PBX",
            "GRAFANA_PORT",
            "HOST_ADDRESS",
            "HOST_PORT",
            "MOSTY_VERSION",
            "NGINX_MEMORY",
            "POSTGRES_MEMORY",
            "QUARKUS_HTTP_HOST",
            "QUARKUS_HTTP_PORT",
            "SERVICE_MEMORY",
            "SSL_FULLCHAIN_FILE",
            "SSL_KEY_FILE");

    private static final Map<String, String> EXAMPLE = example();
    private static final Map<String, String> SERVICES = ServiceVariables.withDefaults();

    private static Map<String, String> example() {
        var lines = new TreeMap<String, String>();
        LINE.matcher(read(Path.of("../deploy/env.example")))
                .results()
                .forEach(line -> assertThat(lines.put(line.group(1), line.group(2)))
                        .as("%s is there twice", line.group(1))
                        .isNull());
        return lines;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyVariableOfEveryServiceIsThereWithItsDefault() {
        assertThat(SERVICES).hasSizeGreaterThan(100);
        assertThat(EXAMPLE.keySet()).containsAll(SERVICES.keySet());
        assertSoftly(softly -> SERVICES.forEach(
                (name, value) -> softly.assertThat(EXAMPLE.get(name)).as(name).isEqualTo(value)));
    }

    @Test
    void everyVariableOfNginxIsThereWithItsDefault() {
        Map<String, String> known = doorVariables();
        assertThat(known).containsEntry("NGX_PORT", "6000").containsEntry("GATE_UPSTREAM", "gate:8082");
        assertSoftly(softly -> known.forEach(
                (name, value) -> softly.assertThat(EXAMPLE.get(name)).as(name).isEqualTo(value)));
    }

    @Test
    void everyVariableOfTheCertificatesIsThereWithItsDefault() {
        Map<String, String> known = acmeVariables();
        assertThat(known).containsKeys("ACME_EMAIL", "ACME_SERVER", "ACME_PORT", "ACME_IMAGE");
        assertThat(EXAMPLE).containsAllEntriesOf(known);
    }

    @Test
    void noneIsMisspelt() {
        var known = new TreeSet<>(SERVICES.keySet());
        known.addAll(doorVariables().keySet());
        known.addAll(acmeVariables().keySet());
        known.addAll(OTHERS);
        assertThat(EXAMPLE.keySet().stream().filter(name -> !known.contains(name)))
                .isEmpty();
    }

    /** What Docker Compose alone knows is explained beside it. */
    @Test
    void theHandbooksKnowWhatTheServicesAndTheDoorRead() {
        for (String book : new String[] {"../docs/handbook.md", "../docs/handbook.ru.md"}) {
            String text = read(Path.of(book));
            // "FIELD_MC_TREATMENTS, _LABS, …" is one cell of a table.
            assertThat(Stream.of(SERVICES, doorVariables(), acmeVariables())
                            .flatMap(known -> known.keySet().stream())
                            .filter(name -> !name.matches("FIELD_MC_(LABS|PACKETS|COMPLEX)"))
                            .filter(name -> !text.contains("`" + name))
                            .distinct())
                    .as("missing in %s", book)
                    .isEmpty();
        }
    }

    /** Whoever moves over finds every name again. */
    @Test
    void theNamesOfAmoServicesAreThere() {
        assertThat(EXAMPLE.keySet())
                .contains(
                        "NGX_PORT",
                        "HOST_PORT",
                        "NGX_SERVER_NAME",
                        "SSL_FULLCHAIN_FILE",
                        "SSL_KEY_FILE",
                        "KEEPALIVE_TIMEOUT",
                        "NGX_TEMPLATE_CONF",
                        "MIRROR_TARGET",
                        "AMO_CLIENT_ID",
                        "AMO_SUBDOMAIN",
                        "AMO_REDIRECT_URL",
                        "AMO_CLIENT_SECRET",
                        "AMO_AUTH_CODE",
                        "APP_INCOMING_MC",
                        "APP_INCOMING_BOOKED",
                        "FIELD_SHARED_CREATED_AT",
                        "FIELD_SHARED_PAID_PRICE",
                        "FIELD_SHARED_ZDRAV_ID",
                        "FIELD_BOOKED_STATUS",
                        "FIELD_BOOKED_CHECK_IN",
                        "FIELD_BOOKED_CHECK_OUT",
                        "FIELD_BOOKED_GUESTS",
                        "FIELD_BOOKED_DOC_NUM",
                        "FIELD_BOOKED_BILL_DATA",
                        "MOCK_PIPELINE_BOOKED_ID",
                        "MOCK_PIPELINE_MC_ID",
                        "MOCK_PIPELINE_BOOKED_STATUS_ID",
                        "MOCK_PIPELINE_MC_STATUS_ID");
    }

    /** As {@code start.sh} reads them: {@code value NAME default …} and {@code ${NAME:-default}}. */
    private static Map<String, String> doorVariables() {
        String script = read(DoorProcess.SCRIPT);
        var known = new TreeMap<>(Pattern.compile("(?m)^ +value ([A-Z_]+) '?([^ ']*)'? ")
                .matcher(script)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2))));
        Pattern.compile("\\$\\{((?:NGX|PBX)_[A-Z_]+):-([^}]*)}")
                .matcher(script)
                .results()
                .filter(found -> !found.group(1).endsWith("_FILE"))
                .forEach(found -> known.putIfAbsent(found.group(1), found.group(2)));
        return known;
    }

    private static Map<String, String> acmeVariables() {
        return Pattern.compile("\\$\\{(ACME_[A-Z_]+):-([^}]*)}")
                .matcher(read(Path.of("../deploy/acme/compose.yml")))
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
    }
}
