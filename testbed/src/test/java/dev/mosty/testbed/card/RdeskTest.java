package dev.mosty.testbed.card;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.microsoft.playwright.Route;
import dev.mosty.testbed.amocrm.AmoCrmSimulator;
import dev.mosty.testbed.amocrm.SimulatorOptions;
import dev.mosty.testbed.browser.Chromium;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RDESK's button and summary (facts/amocrm.md §1, Widget), with a stub in amo-gate's place. */
class RdeskTest {
    private static final String BOOKED = "23392663";
    private static final String MEDICAL = "11642589";

    private static final WireMockServer GATE =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().stubCorsEnabled(true));
    private static final AmoCrmSimulator AMO = AmoCrmSimulator.start(
            SimulatorOptions.inMemory(), new CardPage(new CardOptions("http://127.0.0.1:1", "", ""))::on);
    private static final Chromium CHROMIUM = Chromium.start();

    private final LeadCardPage card = new LeadCardPage(CHROMIUM.window(1280, 900));

    @BeforeAll
    static void startGate() {
        GATE.start();
    }

    @AfterAll
    static void stop() {
        CHROMIUM.close();
        AMO.close();
        GATE.stop();
    }

    @BeforeEach
    void fresh() {
        AMO.reset();
        GATE.resetAll();
        GATE.stubFor(post(urlPathEqualTo("/rdesk/request")).willReturn(okJson("{}")));
        GATE.stubFor(post(urlPathEqualTo("/rdesk/ch1")).willReturn(okJson("{}")));
    }

    @AfterEach
    void closeWindow() {
        card.page().context().close();
    }

    @Test
    void withoutAnAddressThereIsNoRdesk() {
        open(BOOKED, Map.of());

        assertThat(card.rdesk).hasCount(0);
    }

    @Test
    void inAnotherPipelineThereIsNoRdesk() {
        open(BOOKED, Map.of("rdesk_url", GATE.baseUrl(), "rdesk_booked", "Другая воронка"));

        assertThat(card.rdesk).hasCount(0);
    }

    @Test
    void aBookingGoesThroughTheGateAsRdeskExpectsIt() {
        AMO.editAsManager(23392663, """
                {"custom_fields_values":[
                  {"field_id":1305059,"values":[{"value":"2026-08-25T00:00:00+03:00"}]},
                  {"field_id":1305061,"values":[{"value":"2026-09-05T00:00:00+03:00"}]}]}
                """);
        open(BOOKED, Map.of("rdesk_url", GATE.baseUrl() + "/", "rdesk_fields", "note=Источник обращения"));
        assertThat(card.rdeskButton).hasText("Отправить бронь в RDESK");

        card.rdeskButton.click();

        assertThat(card.rdeskMessage).hasText("Отправлено. Сводка появится, когда RDESK ответит.");
        GATE.verify(
                1,
                postRequestedFor(urlPathEqualTo("/rdesk/request"))
                        .withHeader("X-Auth-Token", matching("[\\w-]+\\.[\\w-]+\\.[\\w-]+"))
                        .withRequestBody(equalToJson("""
                        {"id":"23392663",
                         "main_contact":{"name":"Соколова Анна Викторовна","phones":["79161234567"],
                                         "emails":["sokolova@example.com"]},
                         "contractor":{"inn":"7707083893","kpp":"770701001","alias":"ООО «Санаторный отдых»"},
                         "check_in":"2026-08-25","check_out":"2026-09-05","client_note":"Сайт"}
                        """)));
    }

    @Test
    void aMedicalOrderCarriesItsBirthday() {
        open(MEDICAL, Map.of("rdesk_url", GATE.baseUrl()));
        assertThat(card.rdeskButton).hasText("Отправить в RDESK (мед. центр)");

        card.rdeskButton.click();

        assertThat(card.rdeskMessage).containsText("Отправлено.");
        GATE.verify(1, postRequestedFor(urlPathEqualTo("/rdesk/ch1")).withRequestBody(equalToJson("""
                {"id":"11642589",
                 "main_contact":{"name":"Орлов Никита Игоревич","phone":"79031112233","email":"orlov@example.com",
                                 "sex":"M","birthday":"1967-04-07"}}
                """)));
    }

    @Test
    void withoutOneTimeTokensTheGatesTokenIsUsed() {
        open(MEDICAL, Map.of("rdesk_url", GATE.baseUrl(), "rdesk_token", "a b&c", "authorized", "off"));

        card.rdeskButton.click();

        assertThat(card.rdeskMessage).containsText("Отправлено.");
        GATE.verify(
                1,
                postRequestedFor(urlPathEqualTo("/rdesk/ch1"))
                        .withQueryParam("token", equalTo("a b&c"))
                        .withHeader("X-Auth-Token", absent()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    502 | {"error":"RDESK answered 500"} | RDESK answered 500
                    504 | <html></html>                  | Неизвестно, дошла ли отправка: ответа нет. Проверьте в RDESK, прежде чем повторять.
                    404 | {"error":"not found"}          | not found
                    """)
    void whatTheGateSaysIsShown(int status, String body, String shown) {
        GATE.stubFor(
                post("/rdesk/ch1").willReturn(aResponse().withStatus(status).withBody(body)));
        open(MEDICAL, Map.of("rdesk_url", GATE.baseUrl()));

        card.rdeskButton.click();

        assertThat(card.rdeskMessage).hasText(shown);
    }

    @Test
    void theProgramOnThisComputerGetsTheSameLetter() {
        List<String> got = new ArrayList<>();
        card.page().context().route("http://localhost:4455/**", route -> {
            got.add(route.request().method() + " " + route.request().url() + " "
                    + route.request().postData());
            // As RDESK's program answers: no CORS headers.
            route.fulfill(new Route.FulfillOptions().setStatus(200).setBody("ok"));
        });
        open(MEDICAL, Map.of("rdesk_url", "local"));

        card.rdeskButton.click();

        assertThat(card.rdeskMessage).containsText("Отправлено.");
        assertThat(got)
                .singleElement()
                .satisfies(letter -> assertThat(letter)
                        .startsWith("POST http://localhost:4455/crm/v1/ch1 {\"id\":\"11642589\",")
                        .contains("\"birthday\":\"1967-04-07\""));
    }

    @Test
    void aBrowserThatRefusesThisComputerGetsThePermissionExplained() {
        card.page().context().route("http://localhost:4455/**", Route::abort);
        open(BOOKED, Map.of("rdesk_url", "local"));

        card.rdeskButton.click();

        assertThat(card.rdeskMessage).containsText("«Доступ к локальной сети» → «Разрешить»");
        assertThat(card.rdeskButton).isEnabled();
        card.picture("rdesk-local-refused");
    }

    @Test
    void aLeadThatIsNotSavedCannotBeSent() {
        open(BOOKED, Map.of("rdesk_url", GATE.baseUrl(), "new", "1"));

        card.rdeskButton.click();

        assertThat(card.rdeskMessage).containsText("Сделка ещё не сохранена");
        GATE.verify(0, postRequestedFor(urlPathEqualTo("/rdesk/request")));
    }

    @ParameterizedTest
    @CsvSource({
        "1000,     0, 0,   none",
        "1000,     4, 0,   none",
        "1000,   250, 25,  low",
        "1000,   260, 26,  medium",
        "1000,   500, 50,  medium",
        "1000,   994, 99,  high",
        "1000,  1000, 100, full",
        "1000,  1010, 101, overfull",
        "   0,   300, 100, full"
    })
    void onceRdeskHasFilledTheStatusTheButtonIsASummary(int total, int paid, int percent, String level) {
        AMO.editAsManager(23392663, """
                {"price":%d,"custom_fields_values":[
                  {"field_id":1304923,"values":[{"value":"checkin"}]},
                  {"field_id":1305167,"values":[{"value":%d}]},
                  {"field_id":1305059,"values":[{"value":"2026-08-25T00:00:00+03:00"}]}]}
                """.formatted(total, paid));

        open(BOOKED, Map.of("rdesk_url", GATE.baseUrl()));

        assertThat(card.rdesk.locator(".mosty__bar")).hasClass("mosty__bar mosty__bar_" + level);
        assertThat(card.rdesk.locator("[role=progressbar]")).hasAttribute("aria-label", "Оплачено " + percent + " %");
        assertThat(card.rdesk.locator("dd")).hasText(new String[] {"Заехал", "25.08.2026"});
        assertThat(card.rdeskButton).hasCount(0);
        card.picture("rdesk-" + level);
    }

    @Test
    void theSummaryOfAMedicalOrderAppearsWhenAskedForAgain() {
        open(MEDICAL, Map.of("rdesk_url", GATE.baseUrl()));
        card.rdeskButton.click();
        AMO.editAsManager(11642589, """
                {"price":13850,"custom_fields_values":[
                  {"field_id":1287599,"values":[{"value":"2026-08-25T10:30:00+03:00"}]},
                  {"field_id":1305167,"values":[{"value":12850}]}]}
                """);

        card.page().locator("[data-action=rdesk-refresh]").click();

        assertThat(card.rdesk.locator("dd")).hasText("25.08.2026, 10:30");
        assertThat(card.rdesk.locator(".mosty__paid span").first()).hasText("Оплачено 12 850 ₽ из 13 850 ₽");
        card.picture("rdesk-mc");
    }

    private void open(String lead, Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(Map.of("lead", lead));
        parameters.putAll(more);
        card.open(AMO.baseUrl(), parameters);
    }
}
