package dev.mosty.testbed.card;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.mosty.testbed.card.LeadCardPage.assertOffers;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.microsoft.playwright.Page;
import dev.mosty.testbed.amocrm.AmoCrmSimulator;
import dev.mosty.testbed.amocrm.SimulatorOptions;
import dev.mosty.testbed.browser.Chromium;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The built widget in a real browser, on a card like amoCRM's, with a stub in amo-proxy's place. */
class WidgetTest {
    private static final String DOCTORS = "/API/get_doctor_time";
    private static final String DOCUMENT = "/API/create_document";
    private static final String LEAD = "23392663";

    private static final WireMockServer PROXY =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().stubCorsEnabled(true));
    private static final AmoCrmSimulator AMO = AmoCrmSimulator.start(
            SimulatorOptions.inMemory(), new CardPage(new CardOptions("http://127.0.0.1:1", "", ""))::on);
    private static final Chromium CHROMIUM = Chromium.start();

    private final LocalDate tomorrow = LocalDate.now(ZoneId.of("Europe/Moscow")).plusDays(1);
    private final LeadCardPage card = new LeadCardPage(CHROMIUM.window(1280, 900));

    @BeforeAll
    static void startProxy() {
        PROXY.start();
    }

    @AfterAll
    static void stop() {
        CHROMIUM.close();
        AMO.close();
        PROXY.stop();
    }

    @BeforeEach
    void freshProxy() {
        PROXY.resetAll();
        doctorsAnswer("Ефимова Е.В. [8:55,9:00]", "Ишаева М.И. [8:00]", "Занятой З.З. []");
        PROXY.stubFor(post(DOCUMENT).willReturn(okJson("{\"number\":\"000000123\"}")));
    }

    @AfterEach
    void closeWindow() {
        card.page().context().close();
    }

    @Test
    void aDateFillsDoctorsAndADoctorFillsHours() {
        open(Map.of()).chooseDate(tomorrow);

        assertOffers(
                card.doctor, "Ефимова Е.В. · свободно 2", "Ишаева М.И. · свободно 1", "Занятой З.З. · нет времени");
        card.choose("Ефимова Е.В.", "9:00");
        assertOffers(card.time, "8:55", "9:00");
    }

    @Test
    void registeringSendsTheCardAndShowsTheNumber() {
        open(Map.of("gender_codes", "Мужской=1; Женский=2"))
                .chooseDate(tomorrow)
                .choose("Ефимова Е.В.", "9:00")
                .register
                .click();

        card.assertRegistered("000000123");
        PROXY.verify(1, postRequestedFor(urlEqualTo(DOCUMENT)).withRequestBody(equalToJson("""
                {"numberAmo":23392663,"date":"%s","doctor":"Ефимова Е.В.","time":"9:00",
                 "customer":"Соколова Анна Викторовна","tel":"+79161234567","gender":"2","DateofBirth":"1990-05-17"}
                """.formatted(tomorrow))));
    }

    @Test
    void afterRegisteringTheHoursAreAskedAnewAndTheNumberStays() {
        open(Map.of()).chooseDate(tomorrow).choose("Ефимова Е.В.", "9:00");
        doctorsAnswer("Ефимова Е.В. [8:55]", "Ишаева М.И. [8:00]");

        card.register.click();

        assertOffers(card.doctor, "Ефимова Е.В. · свободно 1", "Ишаева М.И. · свободно 1");
        assertOffers(card.time, "8:55");
        assertThat(card.doctor.locator("option:checked")).hasText("Ефимова Е.В. · свободно 1");
        card.assertRegistered("000000123");
    }

    @Test
    void aPressedButtonSendsOnceHoweverOftenItIsPressed() {
        open(Map.of()).chooseDate(tomorrow).choose("Ефимова Е.В.", "9:00");
        PROXY.stubFor(post(DOCUMENT).willReturn(okJson("{\"number\":\"7\"}").withFixedDelay(700)));

        card.register.evaluate("button => { button.click(); button.click(); button.click(); }");

        assertThat(card.register).isDisabled();
        assertThat(card.date).isDisabled();
        card.assertRegistered("7");
        assertThat(card.register).isEnabled();
        PROXY.verify(1, postRequestedFor(urlEqualTo(DOCUMENT)));
    }

    @Test
    void aLeadThatIsNotSavedIsToldSoUntilItIs() {
        open(Map.of("new", "1"));
        String unsaved =
                "Сделка ещё не сохранена, у неё нет номера. Сохраните её, и запись можно будет зарегистрировать.";
        card.assertMessage("warn", unsaved);

        card.chooseDate(tomorrow).choose("Ефимова Е.В.", "9:00").register.click();
        card.assertMessage("error", unsaved);
        PROXY.verify(0, postRequestedFor(urlEqualTo(DOCUMENT)));

        card.page().locator("#save").click();
        card.chooseDate(tomorrow).choose("Ефимова Е.В.", "9:00").register.click();
        card.assertRegistered("000000123");
    }

    @Test
    void whatIsMissingIsNamedAndMarkedBeforeAnythingIsSent() {
        open(Map.of()).register.click();
        card.assertMessage("error", "Выберите дату записи.");
        assertThat(card.date).hasAttribute("aria-invalid", "true");
        assertThat(card.date).isFocused();

        card.chooseDate(tomorrow.minusDays(2));
        card.assertMessage("error", "Эта дата уже прошла.");
        PROXY.verify(0, postRequestedFor(urlEqualTo(DOCTORS)));

        card.chooseDate(tomorrow);
        assertThat(card.doctor).isEnabled();
        card.register.click();
        card.assertMessage("error", "Выберите врача.");

        card.doctor.selectOption("0");
        card.register.click();
        card.assertMessage("error", "Выберите время записи.");
        PROXY.verify(0, postRequestedFor(urlEqualTo(DOCUMENT)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    400 | {"error":"error format Json"}                  | error format Json
                    401 | {"error":"Invalid token"}                      | Invalid token. Токен виджета не подошёл. Обратитесь к администратору.
                    502 | {"error":"1С: на это время уже записан другой"} | 1С: на это время уже записан другой
                    503 | {"error":"1С занята, повторите"}               | 1С занята, повторите
                    504 | {"error":"Неизвестно, создана ли запись…"}     | Неизвестно, создана ли запись…
                    502 | <html><b>Bad Gateway</b></html>                | Неизвестно, создана ли запись: ответа нет.
                    200 | ["no","object"]                                | Неизвестно, создана ли запись: ответа нет.
                    404 | <html>Not Found</html>                         | Сервер записи ответил непонятно (код 404).
                    429 | {"error":"Слишком много попыток"}              | Слишком много попыток
                    200 | {"error":"1С отказала"}                        | 1С отказала
                    200 | {"number":null}                                | 1С приняла запись, но номера документа не назвала.
                    200 | {"number":"<b>1</b>"}                          | Запись зарегистрирована. Документ № <b>1</b>
                    """)
    void whatTheServerSaysIsShown(int status, String body, String shown) {
        open(Map.of()).chooseDate(tomorrow).choose("Ефимова Е.В.", "9:00");
        PROXY.stubFor(post(DOCUMENT).willReturn(answer(status, body)));

        card.register.click();

        assertThat(card.message).containsText(shown);
    }

    @Test
    void doctorsThatCannotBeHadAreExplainedAndCanBeAskedForAgain() {
        PROXY.stubFor(post(DOCTORS).willReturn(answer(502, "{\"error\":\"1С не отвечает\"}")));
        open(Map.of()).chooseDate(tomorrow);
        card.assertMessage("error", "1С не отвечает");
        assertThat(card.doctor).isDisabled();

        doctorsAnswer("Ишаева М.И. [8:00]");
        card.retry.click();
        assertOffers(card.doctor, "Ишаева М.И. · свободно 1");
        assertThat(card.message).isHidden();
    }

    @Test
    void aProxyThatIsNotThereIsSaidInASentence() {
        open(Map.of("proxy", "http://127.0.0.1:1")).chooseDate(tomorrow);

        card.assertMessage(
                "error",
                "Сервер записи не отвечает. Проверьте интернет и повторите; если не поможет, обратитесь к"
                        + " администратору.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    javascript:alert(1) | Адрес amo-proxy в настройках виджета неправильный: нужен https://… Обратитесь к администратору.
                    ' '                 | В настройках виджета нет адреса amo-proxy. Обратитесь к администратору.
                    """)
    void anAddressThatCannotBeIsSaidBeforeAnythingIsSent(String address, String shown) {
        open(Map.of("proxy", address)).chooseDate(tomorrow);

        card.assertMessage("error", shown);
    }

    @Test
    void aDocumentWithoutAnAnswerIsUnknownAndNotFailed() {
        Page page = card.page();
        page.clock().install();
        open(Map.of()).chooseDate(tomorrow).choose("Ефимова Е.В.", "9:00");
        PROXY.stubFor(post(DOCUMENT).willReturn(okJson("{}").withFixedDelay(5_000)));

        page.waitForRequest(PROXY.baseUrl() + DOCUMENT, card.register::click);
        page.clock().fastForward(46_000);

        assertThat(card.message).containsText("Неизвестно, создана ли запись: ответа нет.");
    }

    @Test
    void anAnswerAboutAnEarlierDateIsThrownAway() {
        LocalDate dayAfter = tomorrow.plusDays(1);
        PROXY.stubFor(post(DOCTORS)
                .withRequestBody(matchingJsonPath("$.date", equalTo(tomorrow.toString())))
                .willReturn(okJson(json("Медленный М.М. [8:00]")).withFixedDelay(800)));
        PROXY.stubFor(post(DOCTORS)
                .withRequestBody(matchingJsonPath("$.date", equalTo(dayAfter.toString())))
                .willReturn(okJson(json("Быстрый Б.Б. [9:00]"))));
        open(Map.of());

        card.page()
                .waitForResponse(
                        answer -> answer.url().endsWith(DOCTORS)
                                && answer.request().method().equals("POST")
                                && answer.request().postData().contains(tomorrow.toString()),
                        () -> card.chooseDate(tomorrow).chooseDate(dayAfter));

        // Whatever the late answer did, it did before this one came.
        card.page().evaluate("fetch('/card/card.css').then(answer => answer.text())");
        assertOffers(card.doctor, "Быстрый Б.Б. · свободно 1");
    }

    @Test
    void hostileStringsAreOnlyText() {
        String name = "<img src=x onerror=\"document.title='hacked'\"> [ЛОР] 'О\\Нил'";
        doctorsAnswer(name + " [8:00]", "Без часов", "Кривой [25:99]", "[9:00]", "Открыт [9:00");
        PROXY.stubFor(
                post(DOCUMENT).willReturn(answer(502, "{\"error\":\"<script>document.title='hacked'</script>\"}")));
        open(Map.of("lead", "23392679")).chooseDate(tomorrow);

        assertOffers(card.doctor, name + " · свободно 1");
        card.assertMessage("warn", "Из ответа 1С не разобрано строк: 4.");
        card.choose("[ЛОР]", "8:00").register.click();
        card.assertMessage("error", "<script>document.title='hacked'</script>");
        assertThat(card.page()).hasTitle("Карточка сделки");
        PROXY.verify(postRequestedFor(urlEqualTo(DOCUMENT))
                .withRequestBody(matchingJsonPath("$.doctor", equalTo(name)))
                .withRequestBody(matchingJsonPath("$.tel", equalTo("<b>+7 (999) 000-00-00</b>"))));
    }

    @Test
    void answersThatAreNoListOfDoctorsAreRefused() {
        PROXY.stubFor(post(DOCTORS).willReturn(okJson("{\"doctors\":{\"a\":1}}")));
        open(Map.of()).chooseDate(tomorrow);
        card.assertMessage("error", "Сервер записи ответил непонятно (код 200).");

        PROXY.stubFor(post(DOCTORS).willReturn(okJson("{\"doctors\":[]}")));
        card.chooseDate(tomorrow.plusDays(1));
        card.assertMessage("warn", "На эту дату нет записи ни к одному врачу.");
    }

    @Test
    void oneTimeTokensGoIntoTheHeader() {
        open(Map.of("proxy_token", "plain-secret")).chooseDate(tomorrow);
        assertOffers(
                card.doctor, "Ефимова Е.В. · свободно 2", "Ишаева М.И. · свободно 1", "Занятой З.З. · нет времени");

        PROXY.verify(
                1,
                postRequestedFor(urlEqualTo(DOCTORS)).withRequestBody(equalToJson("{\"date\":\"" + tomorrow + "\"}")));
        String token =
                PROXY.findAll(postRequestedFor(urlEqualTo(DOCTORS))).getFirst().getHeader("X-Auth-Token");
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
        assertThat(claims)
                .contains("\"iss\":\"https://clinic.amocrm.ru\"")
                .contains("\"aud\":\"http://localhost:8082\"")
                .contains("\"client_uuid\":\"" + AMO.options().integration().clientId());
    }

    @Test
    void withoutAuthorizedAjaxTheTokenOfTheSettingsGoesIntoTheBody() {
        open(Map.of("authorized", "off", "proxy_token", "plain-secret")).chooseDate(tomorrow);
        assertThat(card.doctor).isEnabled();

        PROXY.verify(
                1,
                postRequestedFor(urlEqualTo(DOCTORS))
                        .withoutHeader("X-Auth-Token")
                        .withRequestBody(equalToJson("{\"token\":\"plain-secret\",\"date\":\"" + tomorrow + "\"}")));
    }

    @Test
    void aProxyThatKnowsNoOneTimeTokensGetsThePlainOneAndIsRemembered() {
        PROXY.stubFor(post(DOCTORS)
                .withHeader("X-Auth-Token", matching(".+"))
                .willReturn(answer(401, "{\"error\":\"Invalid token\"}")));
        open(Map.of("proxy_token", "plain-secret")).chooseDate(tomorrow);
        assertThat(card.doctor).isEnabled();
        card.chooseDate(tomorrow.plusDays(1))
                .choose("Ефимова Е.В.", "9:00")
                .register
                .click();

        card.assertRegistered("000000123");
        PROXY.verify(1, postRequestedFor(urlEqualTo(DOCTORS)).withHeader("X-Auth-Token", matching(".+")));
        PROXY.verify(
                1,
                postRequestedFor(urlEqualTo(DOCUMENT))
                        .withoutHeader("X-Auth-Token")
                        .withRequestBody(matchingJsonPath("$.token", equalTo("plain-secret"))));
    }

    @Test
    void noTokenAtAllIsSaidBeforeAnythingIsSent() {
        open(Map.of("authorized", "off")).chooseDate(tomorrow);

        card.assertMessage("error", "В настройках виджета нет токена amo-proxy. Обратитесь к администратору.");
    }

    @Test
    void aContactThatCannotBeReadStopsTheRegistrationAndNotTheCard() {
        open(Map.of()).chooseDate(tomorrow).choose("Ефимова Е.В.", "9:00");
        card.page().route("**/api/v4/**", route -> route.abort());

        card.register.click();

        card.assertMessage("error", "Не удалось прочитать контакт сделки. Повторите.");
        PROXY.verify(0, postRequestedFor(urlEqualTo(DOCUMENT)));
        card.page().unroute("**/api/v4/**");
        card.register.click();
        card.assertRegistered("000000123");
    }

    @Test
    void aContactWithoutNameAndPhoneIsRegisteredAndRemarkedUpon() {
        open(Map.of("lead", "11642597"))
                .chooseDate(tomorrow)
                .choose("Ишаева М.И.", "8:00")
                .register
                .click();

        assertThat(card.message).containsText("У контакта сделки нет ни имени, ни телефона: запись будет без них.");
    }

    @Test
    void theSettingsSayWhereThePatientComesFrom() {
        AMO.editAsManager(
                11642589,
                "{\"custom_fields_values\":[{\"field_id\":1208395,\"values\":[{\"value\":\"1970-02-03T00:00:00+03:00\"}]}]}");
        open(Map.of(
                        "lead", "11642589",
                        "customer_field", "lead:name",
                        "phone_field", "Email",
                        "gender_field", "448811",
                        "birth_field", "lead:Дата рождения"))
                .chooseDate(tomorrow)
                .choose("Ишаева М.И.", "8:00")
                .register
                .click();

        card.assertRegistered("000000123");
        PROXY.verify(postRequestedFor(urlEqualTo(DOCUMENT)).withRequestBody(equalToJson("""
                {"numberAmo":11642589,"date":"%s","doctor":"Ишаева М.И.","time":"8:00",
                 "customer":"Медцентр: Орлова Н. И.","tel":"orlov@example.com","gender":"Мужской",
                 "DateofBirth":"1970-02-03"}
                """.formatted(tomorrow))));
    }

    @Test
    void inEnglishEverythingIsEnglish() {
        open(Map.of("lang", "en")).chooseDate(tomorrow).choose("Ефимова Е.В.", "9:00");
        assertThat(card.register).hasText("Register the appointment");
        card.register.click();

        assertThat(card.message).containsText("The appointment is registered. Document No. 000000123");
        assertThat(card.page().locator(".mosty")).not().containsText(Pattern.compile("Запис|Дата|Время|Выберите"));
        card.picture("card-en");
    }

    @ParameterizedTest
    @CsvSource({"390", "1280"})
    void theCardFitsTheScreen(int width) {
        card.page().setViewportSize(width, 900);
        doctorsAnswer("Ефимова-Константинопольская Елизавета Всеволодовна, врач-оториноларинголог [8:55,9:00]");
        open(Map.of());
        card.picture("card-" + width + "-empty");
        card.chooseDate(tomorrow).choose("Ефимова", "9:00");
        card.picture("card-" + width + "-chosen");
        card.register.click();
        assertThat(card.message).containsText("000000123");
        card.picture("card-" + width + "-registered");

        assertThat(card.page().evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        PROXY.stubFor(
                post(DOCTORS).willReturn(answer(502, "{\"error\":\"1С сейчас недоступна. Повторите через минуту.\"}")));
        card.chooseDate(tomorrow.plusDays(1));
        assertThat(card.message).containsText("недоступна");
        card.picture("card-" + width + "-refused");
    }

    @Test
    void theSimulatedAccountLinksToTheCardAndTheSettingsCanBeChangedThere() {
        Page page = card.page();
        page.navigate(AMO.baseUrl() + "/?lang=ru");
        page.locator("article", new Page.LocatorOptions().setHasText("семья Соколовых"))
                .locator(".show-card")
                .click();
        page.waitForSelector("body[data-widget=ready]");
        page.locator("summary").click();
        card.picture("card-1280-settings");

        page.locator("#settings [name=proxy_url]").fill(PROXY.baseUrl());
        page.locator("#settings button").first().click();
        page.waitForSelector("body[data-widget=ready]");
        card.chooseDate(tomorrow);

        assertThat(card.doctor).isEnabled();
    }

    private static ResponseDefinitionBuilder answer(int status, String body) {
        return aResponse().withStatus(status).withBody(body);
    }

    private LeadCardPage open(Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(Map.of("lead", LEAD, "proxy", PROXY.baseUrl()));
        parameters.putAll(more);
        return card.open(AMO.baseUrl(), parameters);
    }

    private static void doctorsAnswer(String... rows) {
        PROXY.stubFor(post(DOCTORS).willReturn(okJson(json(rows))));
    }

    private static String json(String... rows) {
        StringBuilder list = new StringBuilder();
        for (String row : rows) {
            list.append(list.isEmpty() ? "" : ",")
                    .append('"')
                    .append(row.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return "{\"doctors\":[" + list + "]}";
    }
}
