package dev.mosty.admin.onec;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.mosty.access.Role;
import dev.mosty.admin.testsupport.AdminSettings;
import dev.mosty.admin.testsupport.Browser;
import dev.mosty.admin.testsupport.Site;
import dev.mosty.settings.Settings;
import dev.mosty.testsupport.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /admin/settings/1c}, against something that answers like 1C. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(AdminSettings.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class OneCPageTest {
    @Inject
    Site site;

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void onlyTheFirstAdministratorIsThere() {
        site.emptied();
    }

    private static final WireMockServer ONE_C = new WireMockServer(options().dynamicPort());

    @Inject
    Settings settings;

    @BeforeAll
    static void startOneC() {
        ONE_C.start();
    }

    @AfterAll
    static void stopOneC() {
        ONE_C.stop();
    }

    @BeforeEach
    void nothingIsSet() {
        jdbi.useHandle(handle -> handle.execute("delete from setting where name like 'onec.%'"));
        ONE_C.resetAll();
    }

    @Test
    void whatIsSavedIsShownButThePasswordNever() {
        Browser admin = site.signedIn(Role.ADMIN);

        var answer = save(admin, ONE_C.port(), "/Клиника/hs/amo/", "s3cret-1C");

        assertThat(answer.location()).isEqualTo("/admin/settings/1c?done=onec-saved");
        assertThat(settings.get("onec.host")).contains("localhost");
        assertThat(settings.get("onec.path")).contains("/Клиника/hs/amo/");
        assertThat(settings.secret("onec.password")).contains("s3cret-1C");
        assertThat(admin.get("/admin/settings/1c").page())
                .contains("/имя_базы/hs/имя_сервиса/", "value=\"/Клиника/hs/amo/\"", "задан, пустое поле не меняет")
                .doesNotContain("s3cret-1C");
        assertThat(site.audit())
                .last()
                .asString()
                .contains("onec.changed", "onec.host: ", "onec.password")
                .doesNotContain("s3cret-1C");
    }

    @Test
    void anEmptyPasswordKeepsTheOldOneAndNothingNewIsNoChange() {
        Browser admin = site.signedIn(Role.ADMIN);
        save(admin, 8000, "/hs/", "first");

        save(admin, 8000, "/hs/", "");

        assertThat(settings.secret("onec.password")).contains("first");
        assertThat(site.audit()).hasSize(1);
    }

    @Test
    void whatMakesNoAddressIsNotSaved() {
        Browser admin = site.signedIn(Role.ADMIN);

        assertThat(save(admin, 0, "/hs/", "x").page()).contains("Порт — число от 1 до 65535.");
        assertThat(save(admin, 99_999, "/hs/", "x").status()).isEqualTo(422);
        assertThat(admin.post(
                                "/admin/settings/1c",
                                "protocol",
                                "HTTP",
                                "host",
                                "evil.example/?x=",
                                "port",
                                "80",
                                "path",
                                "/hs/")
                        .page())
                .contains("не получается адрес");
        assertThat(settings.isSet("onec.host")).isFalse();
    }

    @Test
    void theCheckAsksWithTheLoginAndSaysThatItWorks() {
        ONE_C.stubFor(WireMock.get("/base/hs/amo/TestRequest")
                .withBasicAuth("Админ", "пароль")
                .willReturn(WireMock.ok("ок")));
        Browser admin = site.signedIn(Role.ADMIN);
        admin.post(
                "/admin/settings/1c",
                "protocol",
                "HTTP",
                "host",
                "localhost",
                "port",
                Integer.toString(ONE_C.port()),
                "path",
                "base/hs/amo",
                "user",
                "Админ",
                "password",
                "пароль");

        assertThat(admin.post("/admin/settings/1c/check").page()).contains("<html", "соединение работает");
        var piece = admin.send(admin.form("/admin/settings/1c/check")
                .header("Origin", admin.origin())
                .header("HX-Request", "true"));
        assertThat(piece.page()).contains("соединение работает").doesNotContain("<html");
    }

    @Test
    void aPageThatAnswersInsteadOfOneCIsShownHarmless() {
        ONE_C.stubFor(WireMock.get(WireMock.anyUrl())
                .willReturn(WireMock.serverError().withBody("<h1>Ошибка</h1><script>alert(1)</script> в модуле")));
        Browser admin = site.signedIn(Role.ADMIN);
        save(admin, ONE_C.port(), "/hs/", "x");

        assertThat(admin.post("/admin/settings/1c/check").page())
                .contains("расширение не компилируется", "500 Ошибка в модуле")
                .doesNotContain("alert(1)");
    }

    @Test
    void aWrongLoginIsSaid() {
        ONE_C.stubFor(WireMock.get(WireMock.anyUrl())
                .willReturn(WireMock.unauthorized()
                        .withHeader("WWW-Authenticate", "Basic realm=\"1C:Enterprise 8.3\"")
                        .withBody("Пользователь информационной базы не идентифицирован")));

        assertThat(checked(ONE_C.port()))
                .contains("1С не приняла имя пользователя или пароль (401).", "401 Пользователь");
    }

    @Test
    void theCheckLeadsToWhatToDo() {
        ONE_C.stubFor(WireMock.get(WireMock.anyUrl()).willReturn(WireMock.forbidden()));

        assertThat(checked(ONE_C.port())).contains("href=\"/admin/settings/1c/help#403\"");
        assertThat(site.signedIn(Role.VIEWER).get("/admin/settings/1c/help").page())
                .contains("id=\"403\"", "Web_ОсновнаяРоль", "publishExtensionsByDefault=&quot;true&quot;");
    }

    @Test
    void aServiceThatIsNotPublishedIsSaid() {
        ONE_C.stubFor(WireMock.get(WireMock.anyUrl())
                .willReturn(WireMock.notFound().withBody("<html><body><h2>404 - Файл не найден</h2></body></html>")));

        assertThat(checked(ONE_C.port())).contains("Сервис не найден (404)", "404 404 - Файл не найден");
    }

    @Test
    void anExceptionInTheExtensionIsSaid() {
        ONE_C.stubFor(WireMock.get(WireMock.anyUrl())
                .willReturn(WireMock.serverError().withBody("{HTTPСервис.AmoCRM.Модуль(14,1)}: не определена")));

        assertThat(checked(ONE_C.port())).contains("1С ответила ошибкой (500)", "500 {HTTPСервис.AmoCRM.Модуль(14,1)}");
    }

    /** This one takes as long as the page promises: ten seconds. */
    @Test
    void aServiceThatNeverAnswersIsSaidInTime() {
        ONE_C.stubFor(
                WireMock.get(WireMock.anyUrl()).willReturn(WireMock.ok("ок").withFixedDelay(30_000)));
        long began = System.nanoTime();

        assertThat(checked(ONE_C.port())).contains("1С не ответила за 10 секунд");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aConnectionThatBreaksIsSaid() {
        ONE_C.stubFor(WireMock.get(WireMock.anyUrl())
                .willReturn(WireMock.aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        assertThat(checked(ONE_C.port())).contains("note bad");
    }

    private String checked(int port) {
        Browser admin = site.signedIn(Role.ADMIN);
        save(admin, port, "/hs/", "x");
        return admin.post("/admin/settings/1c/check").page();
    }

    @Test
    void nobodyListeningIsSaid() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        assertThat(checked(port)).contains("никто не слушает");
    }

    @Test
    void anUnknownNameIsSaid() {
        Browser admin = site.signedIn(Role.ADMIN);
        admin.post("/admin/settings/1c", "protocol", "HTTP", "host", "nowhere.invalid", "port", "80", "path", "/hs/");

        assertThat(admin.post("/admin/settings/1c/check").page()).contains("Такого имени компьютера нет");
    }

    @Test
    void aServerWithoutTlsIsSaid() {
        Browser admin = site.signedIn(Role.ADMIN);
        admin.post(
                "/admin/settings/1c",
                "protocol",
                "HTTPS",
                "host",
                "localhost",
                "port",
                Integer.toString(ONE_C.port()),
                "path",
                "/hs/");

        assertThat(admin.post("/admin/settings/1c/check").page()).contains("Защищённое соединение не установилось");
    }

    private static Browser.Answer save(Browser browser, int port, String path, String password) {
        return browser.post(
                "/admin/settings/1c",
                "protocol",
                "HTTP",
                "host",
                "localhost",
                "port",
                Integer.toString(port),
                "path",
                path,
                "user",
                "admin",
                "password",
                password);
    }
}
