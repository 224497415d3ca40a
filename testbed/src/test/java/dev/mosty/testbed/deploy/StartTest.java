package dev.mosty.testbed.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the script does with its variables before it becomes nginx. */
class StartTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        NGX_PORT               | 6000; return 200  | NGX_PORT is "6000; return 200"; it should be like 6000
        NGX_SERVER_NAME        | a.ru { }          | NGX_SERVER_NAME is "a.ru { }"; it should be like domain.example.ru
        KEEPALIVE_TIMEOUT      | soon              | KEEPALIVE_TIMEOUT is "soon"; it should be like 60
        APP_INCOMING_MC        | /zdrav/$uri       | APP_INCOMING_MC is "/zdrav/$uri"; it should be like /zdrav/mc
        APP_INCOMING_MC        | /zdrav/booked     | APP_INCOMING_MC must differ from APP_INCOMING_BOOKED
        GATE_MAX_BODY          | much              | GATE_MAX_BODY is "much"; it should be like 10M
        TLS_MODE               | off               | TLS_MODE is "off"; it should be like files, selfsigned or acme
        TLS_MODE               | files             | SSL_FULLCHAIN_FILE and SSL_KEY_FILE must name a certificate
        GATE_UPSTREAM          | gate              | GATE_UPSTREAM is "gate"; it should be like gate:8082
        NGX_TRUSTED_PROXIES    | everybody         | NGX_TRUSTED_PROXIES is "everybody"; it should be like 10.0.0.0/8
        NGX_TEMPLATE_CONF      | mirror            | NGX_TEMPLATE_CONF asks for the mirror, but MIRROR_TARGET is not set
        NGX_TEMPLATE_CONF      | ./my.conf         | NGX_TEMPLATE_CONF is "./my.conf": there is no file
        MIRROR_TARGET          | ftp://a           | MIRROR_TARGET is "ftp://a"; it should be like https://mirror-domain
        PBX_PATH               | short             | PBX_PATH must be 8 to 128 of: letters, digits, . _ ~ = -
        PBX_PATH               | with/slash        | PBX_PATH must be 8 to 128 of: letters, digits, . _ ~ = -
        """)
    void aWrongValueIsOneSentence(String variable, String value, String sentence) {
        try (DoorProcess process = DoorProcess.start(Map.of(variable, value))) {
            assertThat(process.exitCode()).isEqualTo(78);
            assertThat(process.said()).contains("nginx: " + sentence);
            assertThat(process.said().lines()).hasSize(1);
        }
    }

    @Test
    void aValueOfTwoLinesIsRefused() {
        try (DoorProcess process = DoorProcess.start(Map.of("NGX_SERVER_NAME", "a.ru\nb.ru"))) {
            assertThat(process.exitCode()).isEqualTo(78);
            assertThat(process.said()).isEqualTo("nginx: NGX_SERVER_NAME has more than one line\n");
        }
    }

    /** Those of an amo-services `.env` too, which has two spellings. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "./nginx/nginx.conf.template",
                "./nginx/nginx.template.conf",
                "nginx.conf.template",
                "mirror",
                "./nginx/nginx.mirror-template.conf",
                "/srv/amo-services/nginx/nginx.mirror-template.conf"
            })
    void theTemplatesOfAmoServicesAreKnown(String template) throws IOException {
        try (FrontDoor door = FrontDoor.open(
                Map.of("NGX_TEMPLATE_CONF", template, "MIRROR_TARGET", "https://mirror-domain.example.ru"))) {
            assertThat(door.get("/").statusCode()).isEqualTo(200);
            boolean mirrors = template.contains("mirror");
            assertThat(Files.readString(door.run().resolve("conf/nginx.conf")).contains("mirrored.conf"))
                    .isEqualTo(mirrors);
            assertThat(Files.readString(door.run().resolve("conf/upstreams.conf"))
                            .contains("upstream mirror"))
                    .isEqualTo(mirrors);
        }
    }

    /** Its example's values; the target of its mirror is named there and not used. RDESK knows only the address. */
    @Test
    void anEnvOfAmoServicesOpensTheDoorAsItIs() {
        try (FarEnd gate = FarEnd.named("gate");
                FrontDoor door = FrontDoor.open(Map.of(
                        "NGX_SERVER_NAME", "domain.example.ru",
                        "KEEPALIVE_TIMEOUT", "60",
                        "NGX_TEMPLATE_CONF", "./nginx/nginx.conf.template",
                        "MIRROR_TARGET", "https://mirror-domain.example.ru",
                        "MIRROR_ZDRAV", "0",
                        "APP_INCOMING_MC", "/zdrav/mc",
                        "APP_INCOMING_BOOKED", "/zdrav/booked",
                        "GATE_UPSTREAM", gate.address()))) {
            for (String host : new String[] {"domain.example.ru:9000", "203.0.113.1:9000"}) {
                assertThat(asked(door, "/zdrav/booked", host))
                        .startsWith("HTTP/1.1 200")
                        .endsWith("gate");
                assertThat(asked(door, "/zdrav/mc", host))
                        .startsWith("HTTP/1.1 200")
                        .endsWith("gate");
            }
        }
    }

    @Test
    void aTemplateOfOnesOwnIsFilledInToo() throws IOException {
        Path own = Files.writeString(folder.resolve("own.template"), """
            include user.conf;
            include process.conf;
            http {
                include http.conf;
                include tls.conf;
                server {
                    listen ${NGX_ADDRESS}:${NGX_PORT} ssl;
                    location / { return 200 "own of ${NGX_SERVER_NAME} at $uri"; }
                }
            }
            """);
        try (FrontDoor door =
                FrontDoor.open(Map.of("NGX_TEMPLATE_CONF", own.toString(), "NGX_SERVER_NAME", "localhost"))) {
            assertThat(door.get("/x").body()).isEqualTo("own of localhost at /x");
        }
    }

    @Test
    void theSecretPathMayComeFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("pbx"), "from-a-file-1\n");
        try (FarEnd bridge = FarEnd.named("bridge");
                FrontDoor door = FrontDoor.open(Map.of(
                        "PBX_PATH", "", "PBX_PATH_FILE", file.toString(), "BRIDGE_UPSTREAM", bridge.address()))) {
            assertThat(door.get("/from-a-file-1/?event=1").body()).isEqualTo("bridge");
        }
    }

    @Test
    void withoutASecretPathThePbxIsNotLetInAndSomebodyIsTold() {
        try (FrontDoor door = FrontDoor.open(Map.of("PBX_PATH", ""))) {
            assertThat(door.said()).contains("neither PBX_PATH nor PBX_PATH_FILE is set");
            assertThat(door.get("//").statusCode()).isEqualTo(404);
        }
    }

    /** It holds the secret path. */
    @Test
    void nobodyElseReadsTheConfiguration() throws IOException {
        try (FrontDoor door = FrontDoor.open(Map.of())) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(door.run().resolve("conf"))))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(door.run().resolve("conf/pbx.conf"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void pagesAreShownUnderTheServersNameOnlyAndMachinesGetInUnderAnyName() {
        try (FarEnd service = FarEnd.named("a service");
                FrontDoor door = FrontDoor.open(Map.of(
                        "NGX_SERVER_NAME", "mosty.example.ru",
                        "GATE_UPSTREAM", service.address(),
                        "BRIDGE_UPSTREAM", service.address(),
                        "ADMIN_UPSTREAM", service.address()))) {
            for (String host :
                    new String[] {"mosty.example.ru", "mosty.example.ru:9000", "MOSTY.example.ru", "localhost"}) {
                assertThat(asked(door, "/admin", host)).startsWith("HTTP/1.1 200");
                assertThat(service.last().header("Host")).containsExactly(host);
            }
            for (String host : new String[] {"evil.example", "203.0.113.1:9000", "evil.mosty.example.ru"}) {
                for (String page : new String[] {"/admin", "/admin/login", "/workplace/events"}) {
                    assertThat(asked(door, page, host))
                            .startsWith("HTTP/1.1 421")
                            .endsWith("{\"error\":\"This server is not known by that name (NGX_SERVER_NAME).\"}");
                }
                assertThat(asked(door, "/zdrav/booked", host)).startsWith("HTTP/1.1 200");
                assertThat(asked(door, "/" + FrontDoor.PBX_PATH + "/", host)).startsWith("HTTP/1.1 200");
                assertThat(asked(door, "/", host)).startsWith("HTTP/1.1 200");
            }
            assertThat(asked(door, "/admin", "a b")).startsWith("HTTP/1.1 400");
        }
    }

    private static String asked(FrontDoor door, String path, String host) {
        return door.raw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    @Test
    void aBalancerInFrontIsBelievedIfItIsNamed() {
        try (FarEnd gate = FarEnd.named("gate");
                FrontDoor door = FrontDoor.open(
                        Map.of("GATE_UPSTREAM", gate.address(), "NGX_TRUSTED_PROXIES", "127.0.0.0/8, 10.0.0.0/8"))) {
            door.get("/payments", "X-Forwarded-For", "6.6.6.6, 203.0.113.7, 10.0.0.1");
            assertThat(gate.last().header("X-Forwarded-For")).containsExactly("203.0.113.7");
        }
    }

    @Test
    void itStopsWhenItIsTold() throws InterruptedException {
        try (FrontDoor door = FrontDoor.open(Map.of())) {
            assertThat(door.stops(Duration.ofSeconds(5))).isTrue();
        }
    }
}
