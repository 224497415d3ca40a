package dev.mosty.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.settings.Settings;
import dev.mosty.settings.TelephonySettings;
import dev.mosty.settings.TelephonySettings.Document;
import dev.mosty.settings.TelephonySettings.Shown;
import dev.mosty.settings.TelephonySettings.Window;
import dev.mosty.testsupport.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bridge alone: it makes its secrets, decides itself, and tells no 1C. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(NobodyElse.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class OwnBrainTest {
    @TestHTTPResource("/")
    URI home;

    @Inject
    Jdbi jdbi;

    @Inject
    Settings settings;

    @ConfigProperty(name = "MOSTY_DATA_DIR", defaultValue = ".") // Checked when other tests start, too.
    Path data;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(home);
    }

    private String made(String variable) throws IOException {
        var line = Pattern.compile("\\(" + variable + "\\): (\\S+)")
                .matcher(Files.readString(data.resolve("first-login.txt")));
        assertThat(line.find()).as(variable).isTrue();
        return line.group(1);
    }

    private Http.Answer pbx(String query) throws IOException {
        return http.get("/" + made("PBX_PATH") + "/?" + query);
    }

    @Test
    void theSecretsThatItMadeOpenEachItsOwnDoor() throws IOException {
        String message = "{\"cmd\":\"contact\",\"phone\":\"89991234567\",\"crm_token\":\"" + made("CRM_TOKEN") + "\"}";
        String book = "[{\"id\":\"6f9619ff-8b86-d011-b42d-00cf4fc964ff\",\"kind\":\"person\",\"name\":\"Иванов\","
                + "\"phones\":[\"+79991234567\"],\"responsibleExt\":\"100\"}]";

        assertThat(http.post("/contacts", book, "Authorization", "Bearer " + made("ONEC_TOKEN"))
                        .status())
                .isEqualTo(200);
        assertThat(http.post("/hs", message)).hasToString("200 {\"responsible\":\"\"}");
        assertThat(http.post(
                        "/httpapiinteg/crmapi/v1/makecall",
                        "{\"user\":\"100\",\"phone\":\"8\"}",
                        "X-API-KEY",
                        made("MAKECALL_KEY")))
                .hasToString(
                        "502 {\"error\":\"При выполнении запроса к Простым звонкам произошла ошибка: адрес АТС не настроен. "
                                + "Пожалуйста, обратитесь в поддержку Простых звонков.\"}");

        settings.update(
                new TelephonySettings(
                                Window.START, Window.NEVER, Document.NEVER, Document.NEVER, Shown.NEVER, 7, true, false)
                        .changes(),
                "test");
        await().untilAsserted(() -> assertThat(http.post("/hs", message)).hasToString("200 {\"responsible\":\"100\"}"));
        assertThat(pbx("event=1&smart_transfer_is_required=1&call_id=1&src_num=89991234567"))
                .hasToString("200 {\"responsible\":\"100\"}");
    }

    @Test
    void aCallIsKeptAndNobodyElseIsTold() throws IOException {
        assertThat(pbx("event=1&src_type=1&call_id=7&dst_num=100&src_num=84951112233"))
                .hasToString("200 {\"status\":\"ok\"}");

        assertThat(count("call where phone = '84951112233'")).isEqualTo(1);
        assertThat(count("delivery")).isZero();
        assertThat(count("channel where name = 'onec-calls'")).isZero();
    }

    @Test
    void aTokenOfTheSettingsPageRules() throws IOException {
        settings.putSecret(TelephonySettings.CRM_TOKEN, "entered-by-hand", "test");
        await().untilAsserted(() -> assertThat(status("entered-by-hand")).isEqualTo(200));
        assertThat(status(made("CRM_TOKEN"))).isEqualTo(401);

        settings.putSecret(TelephonySettings.CRM_TOKEN, made("CRM_TOKEN"), "test");
        await().untilAsserted(() -> assertThat(status(made("CRM_TOKEN"))).isEqualTo(200));
    }

    private int status(String token) {
        return http.post("/hs", "{\"cmd\":\"event\",\"type\":\"TRANSFERRED\",\"crm_token\":\"" + token + "\"}")
                .status();
    }

    @Test
    void itTellsItsHealth() {
        for (String path : new String[] {"/q/health/live", "/q/health/ready", "/q/health/started"}) {
            assertThat(http.get(path).status()).as(path).isEqualTo(200);
        }
    }

    private int count(String from) {
        return jdbi.withHandle(handle -> handle.select("select count(*) from " + from)
                .mapTo(Integer.class)
                .one());
    }
}
