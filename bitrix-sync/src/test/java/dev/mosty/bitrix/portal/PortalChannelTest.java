package dev.mosty.bitrix.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Entities from the queue to a portal that behaves as the facts say, over real HTTP and a real database. */
class PortalChannelTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    private static String contact(String guid, String fields) {
        return "{'entity':'contact','originId':'" + guid + "','fields':{" + fields + "}}";
    }

    @Test
    void whateverTheOrderOneOfEachArrivesLinked() {
        rig.start();
        var run = rig.post(
                "{'entity':'deal','originId':'D','fields':{'TITLE':'Сделка','STAGE_ID':'NEW'},"
                        + "'refs':{'COMPANY_ID':{'entity':'company','originId':'F'},"
                        + "'CONTACT_IDS':[{'entity':'contact','originId':'C'}]},"
                        + "'rows':[{'product':{'originId':'P'},'PRICE':10.50,'QUANTITY':2}]}",
                "{'entity':'product','originId':'P','fields':{'NAME':'Анализ'},"
                        + "'refs':{'SECTION_ID':{'entity':'productsection','originId':'S2'}}}",
                "{'entity':'productsection','originId':'S2','fields':{'NAME':'Кровь'},"
                        + "'refs':{'SECTION_ID':{'entity':'productsection','originId':'S1'}}}",
                "{'entity':'productsection','originId':'S1','fields':{'NAME':'Анализы'}}",
                "{'entity':'contact','originId':'C','fields':{'NAME':'Анна'},"
                        + "'refs':{'COMPANY_ID':{'entity':'company','originId':'F'}}}",
                "{'entity':'company','originId':'F','fields':{'TITLE':'Ромашка'}}");

        assertThat(rig.results(run)).hasSize(6).allMatch(result -> result.matches("ok \\d+"));
        assertThat(rig.field("deal", "COMPANY_ID")).isEqualTo(rig.field("company", "ID"));
        assertThat(rig.field("deal", "CONTACT_IDS")).isEqualTo("[\"" + rig.field("contact", "ID") + "\"]");
        assertThat(rig.field("contact", "COMPANY_ID")).isEqualTo(rig.field("company", "ID"));
        assertThat(rig.field("product", "XML_ID")).isEqualTo("P");
        assertThat(rig.field("deal", "ORIGIN_ID")).isEqualTo("D");
        var rows = rig.bitrix.rowsOf(Long.parseLong(rig.field("deal", "ID")));
        assertThat(rows.toString())
                .isEqualTo("[{\"PRODUCT_ID\":\"" + rig.field("product", "ID")
                        + "\",\"PRICE\":\"10.5\",\"QUANTITY\":\"2\"}]");
    }

    @Test
    void anUnchangedRepeatAsksThePortalNothing() {
        rig.start();
        var phone = contact("C", "'NAME':'Анна','PHONE':['+7 999 1'],'OPENED':true");
        var first = rig.results(rig.post(phone));
        rig.bitrix.forget();

        assertThat(rig.results(rig.post(phone))).isEqualTo(first);
        assertThat(rig.bitrix.requests()).isEmpty();
        assertThat(rig.values("contact", "PHONE")).containsExactly("+7 999 1");
    }

    @Test
    void onlyWhatOneCChangedGoesOutSoThatAPersonsEditStays() {
        rig.start();
        rig.results(rig.post(
                contact("C", "'NAME':'Анна','LAST_NAME':'Иванова','PHONE':['+7 999 123 45 61','+7 999 123 45 62']")));
        var there = rig.bitrix.all("contact").values().iterator().next();
        there.put("LAST_NAME", "Петрова");
        there.withArray("/PHONE")
                .addObject()
                .put("ID", "7")
                .put("VALUE", "+7 111")
                .put("VALUE_TYPE", "HOME");

        rig.results(rig.post(
                contact("C", "'NAME':'Аня','LAST_NAME':'Иванова','PHONE':['8 (999) 123-45-61','+7 999 123 45 63']")));

        assertThat(rig.field("contact", "NAME")).isEqualTo("Аня");
        assertThat(rig.field("contact", "LAST_NAME")).isEqualTo("Петрова");
        assertThat(rig.values("contact", "PHONE"))
                .containsExactlyInAnyOrder("+7 999 123 45 61", "+7 999 123 45 63", "+7 111");
    }

    @Test
    void aLostMapIsRepairedByTheGuidAndTheVersion() {
        rig.start();
        var contact = contact("C", "'NAME':'Анна','EMAIL':['a@b.ru']");
        var first = rig.results(rig.post(contact));
        rig.jdbi.useHandle(handle -> handle.execute("delete from bitrix_link"));
        rig.bitrix.forget();

        assertThat(rig.results(rig.post(contact))).isEqualTo(first);
        assertThat(rig.bitrix.calls()).containsExactly("crm.contact.list");
        assertThat(rig.bitrix.all("contact")).hasSize(1);
    }

    private static final String ROUND_LEAD = "{'entity':'lead','originId':'L','fields':{'TITLE':'Заявка'},"
            + "'refs':{'CONTACT_ID':{'entity':'contact','originId':'C'}}}";
    private static final String ROUND_CONTACT = "{'entity':'contact','originId':'C','fields':{'NAME':'Анна'},"
            + "'refs':{'LEAD_ID':{'entity':'lead','originId':'L'}}}";

    @Test
    void aCircleOverTwoRunsEndsBothAtOnce() {
        rig.start();
        var lead = rig.post(ROUND_LEAD);
        await().until(() -> rig.number("select count(*) from bitrix_waiting") == 1);
        var contact = rig.post(ROUND_CONTACT);

        assertThat(rig.results(lead)).first().asString().startsWith("error ").contains("Ссылки по кругу: ");
        assertThat(rig.results(contact)).first().asString().startsWith("error ").contains("Ссылки по кругу: ");
    }

    @Test
    void whoeverRefersToOneThatWasRefusedIsNotKeptWaiting() {
        rig.bitrix.refusal = command -> command.startsWith("crm.contact.add")
                ? FakeBitrix.json(FakeBitrix.error("", "Имя слишком длинное"))
                : null;
        rig.start();
        rig.results(rig.post(contact("C", "'NAME':'Анна'")));

        assertThat(rig.results(rig.post(ROUND_LEAD)))
                .containsExactly("error Поле CONTACT_ID ссылается на contact C, а тот не принят: "
                        + "Ошибка при создании contact: , error_description: Имя слишком длинное");
    }

    private static String rows(String... prices) {
        var rows = Stream.of(prices)
                .map(price -> "{'PRODUCT_NAME':'Анализ','PRICE':" + price + ",'QUANTITY':1}")
                .collect(Collectors.joining(","));
        return "{'entity':'deal','originId':'D','fields':{'TITLE':'Сделка'},'rows':[" + rows + "]}";
    }

    @Test
    void aComparisonNamesTheRowsThatWouldChangeAndWritesNone() {
        rig.start();
        rig.results(rig.post(rows("10", "20")));
        rig.bitrix.forget();

        rig.results(rig.compare(rows("10", "25.50", "30")));

        var changes = Rig.json(rig.texts("select changes::text from bitrix_run_item where changes is not null")
                .getFirst());
        assertThat(changes.findValuesAsText("field")).containsExactly("rows[1]", "rows[2]");
        assertThat(changes.path(0).path("was").path("PRICE").asText()).isEqualTo("20");
        assertThat(changes.path(0).path("becomes").path("PRICE").asText()).isEqualTo("25.50");
        assertThat(changes.path(1).path("was").isNull()).isTrue();
        assertThat(rig.bitrix.calls()).contains("crm.deal.productrows.get").doesNotContain("crm.deal.productrows.set");
    }

    private static final String ODD = "'NAME':'Анна','NICKNAME':'Аня','DATE_CREATE':'2026-01-01','UF_CRM_CARD':'17'";

    @Test
    void fieldsThatThePortalCannotBeToldAreNotedAndTheOthersGoOn() {
        rig.bitrix.fields.put("contact", List.of("ID*", "NAME", "DATE_CREATE*", "UF_CRM_CARD", "ORIGIN_ID"));
        rig.start();

        var note = " | На портале нет таких полей, не отправлено: NICKNAME; "
                + "На портале эти поля только для чтения, не отправлено: DATE_CREATE";
        assertThat(rig.results(rig.post(contact("C", ODD)))).containsExactly("ok 101" + note);
        assertThat(rig.field("contact", "NAME")).isEqualTo("Анна");
        assertThat(rig.field("contact", "UF_CRM_CARD")).isEqualTo("17");
        assertThat(rig.field("contact", "NICKNAME") + rig.field("contact", "DATE_CREATE"))
                .isEmpty();

        rig.bitrix.forget();
        assertThat(rig.results(rig.post(contact("C", ODD)))).containsExactly("ok 101" + note);
        assertThat(rig.bitrix.requests()).isEmpty();
    }

    @Test
    void anObjectInAFieldThatThePortalDoesNotHaveIsNotWaitedFor() {
        rig.bitrix.fields.put("contact", List.of("NAME"));
        rig.start();

        assertThat(rig.results(rig.post("{'entity':'contact','originId':'C','fields':{'NAME':'Анна'},"
                        + "'refs':{'FRIEND_ID':{'entity':'contact','originId':'nowhere'}}}")))
                .containsExactly("ok 101 | На портале нет таких полей, не отправлено: FRIEND_ID");
    }

    @Test
    void aFieldThatWasMadeSinceTheListWasReadGoesOutAtOnce() {
        for (var kind : List.of("contact", "company", "lead", "deal", "product", "productsection")) {
            rig.bitrix.fields.put(kind, List.of("NAME"));
        }
        rig.newFieldsAfter = Duration.ZERO;
        rig.start();
        rig.results(rig.post(contact("C", "'NAME':'Анна'")));

        rig.bitrix.fields.put("contact", List.of("NAME", "UF_CRM_CARD"));
        assertThat(rig.results(rig.post(contact("C", "'NAME':'Анна','UF_CRM_CARD':'17'"))))
                .containsExactly("ok 101");
        assertThat(rig.field("contact", "UF_CRM_CARD")).isEqualTo("17");
    }

    @Test
    void whatWasDeletedAtThePortalIsCreatedAgain() {
        rig.start();
        rig.results(rig.post(contact("C", "'NAME':'Анна'")));
        rig.bitrix.all("contact").clear();

        assertThat(rig.results(rig.post(contact("C", "'NAME':'Аня'")))).allMatch(result -> result.startsWith("ok"));
        assertThat(rig.field("contact", "NAME")).isEqualTo("Аня");
    }

    @Test
    void severalWithOneGuidAreAConflictAndNothingIsWritten() {
        rig.bitrix.put("contact", "ORIGIN_ID", "C");
        rig.bitrix.put("contact", "ORIGIN_ID", "C");
        rig.start();

        assertThat(rig.results(rig.post(contact("C", "'NAME':'Анна'"))))
                .containsExactly(
                        "error Нарушена целостность данных. Найдено больше одной contact с одинаковым ORIGIN_ID");
        assertThat(rig.texts("select array_length(conflict, 1)::text from bitrix_link"))
                .containsExactly("2");
        assertThat(rig.bitrix.calls()).doesNotContain("crm.contact.update", "crm.contact.add");
    }

    @Test
    void aCreateWhoseAnswerWasLostIsSearchedForBeforeItIsCreatedAgain() {
        rig.bitrix.fault = method ->
                method.equals("batch") && rig.bitrix.calls().contains("crm.contact.list")
                        ? new FakeBitrix.Whole(502, "<html>Bad gateway</html>", true)
                        : null;
        rig.start();
        var run = rig.post(contact("C", "'NAME':'Анна','PHONE':['+7 999 1']"));
        await().until(() -> rig.bitrix.all("contact").size() == 1);
        rig.bitrix.fault = method -> null;

        assertThat(rig.results(run)).containsExactly("ok " + rig.field("contact", "ID"));
        assertThat(rig.bitrix.calls()).containsOnlyOnce("crm.contact.add");
        assertThat(rig.values("contact", "PHONE")).containsExactly("+7 999 1");
    }

    @Test
    void aPortalThatIgnoresTheFilterIsNotBelieved() {
        rig.bitrix.put("product", "XML_ID", "somebody else's");
        rig.bitrix.ignoresFilters = true;
        rig.start();
        rig.post("{'entity':'product','originId':'P','fields':{'NAME':'Анализ'}}");

        await().until(() -> rig.number("select count(*) from channel where pause_code = 'unfiltered'") == 1);
        assertThat(rig.bitrix.calls()).doesNotContain("crm.product.add", "crm.product.update");
    }

    @Test
    void anErrorOfOneEntityIsItsOwn() {
        rig.bitrix.refusal = command -> command.startsWith("crm.contact.add") && command.contains("\"ORIGIN_ID\":\"B\"")
                ? FakeBitrix.json(FakeBitrix.error("", "Поле \"Имя\" обязательно"))
                : null;
        rig.start();

        var results = rig.results(
                rig.post(contact("A", "'NAME':'А'"), contact("B", "'LAST_NAME':'Б'"), contact("C", "'NAME':'В'")));

        assertThat(results.get(1))
                .isEqualTo("error Ошибка при создании contact: , error_description: Поле \"Имя\" обязательно");
        assertThat(results.get(0)).startsWith("ok ");
        assertThat(results.get(2)).startsWith("ok ");
    }

    @Test
    void aReferenceThatComesLaterIsWaitedFor() {
        rig.start();
        var contact = rig.post("{'entity':'contact','originId':'C','fields':{'NAME':'Анна'},"
                + "'refs':{'COMPANY_ID':{'entity':'company','originId':'F'}}}");
        await().until(() -> rig.number("select count(*) from bitrix_waiting where waits_for = 'company/f'") == 1);
        assertThat(rig.bitrix.all("contact")).isEmpty();

        var company = rig.post("{'entity':'company','originId':'F','fields':{'TITLE':'Ромашка'}}");

        assertThat(rig.results(company)).containsExactly("ok " + rig.field("company", "ID"));
        assertThat(rig.results(contact)).hasSize(1).allMatch(result -> result.startsWith("ok"));
        assertThat(rig.field("contact", "COMPANY_ID")).isEqualTo(rig.field("company", "ID"));
    }

    @Test
    void aReferenceFoundNowhereIsAnErrorThatNamesTheGuid() {
        rig.with("bitrix.ref-wait", "1s").start();

        assertThat(rig.results(rig.post("{'entity':'contact','originId':'C','fields':{'NAME':'Анна'},"
                        + "'refs':{'COMPANY_ID':{'entity':'company','originId':'F-1'}}}")))
                .containsExactly("error Поле COMPANY_ID ссылается на company F-1:"
                        + " ни на портале, ни среди отправленного из 1С его нет");
    }

    @Test
    void aReferenceThatThePortalHasNeedsNoPost() {
        var company = rig.bitrix.put("company", "ORIGIN_ID", "F");
        rig.start();

        assertThat(rig.results(rig.post("{'entity':'contact','originId':'C','fields':{'NAME':'Анна'},"
                        + "'refs':{'COMPANY_ID':{'entity':'company','originId':'F'}}}")))
                .hasSize(1);
        assertThat(rig.field("contact", "COMPANY_ID")).isEqualTo(Long.toString(company));
    }

    @Test
    void aCircleIsAnErrorAtOnce() {
        rig.start();

        assertThat(
                        rig.results(
                                rig.post(
                                        "{'entity':'productsection','originId':'A','refs':{'SECTION_ID':{'entity':'productsection','originId':'B'}}}",
                                        "{'entity':'productsection','originId':'B','refs':{'SECTION_ID':{'entity':'productsection','originId':'A'}}}")))
                .hasSize(2)
                .allMatch(result -> result.startsWith("error Ссылки по кругу: productsection "));
    }

    @Test
    void twoRunsOfOneEntityAreMergedAndBothAreTold() {
        var first = rig.post(contact("C", "'NAME':'Анна','POST':'врач'"));
        var second = rig.post(contact("c", "'NAME':'Аня'"));
        rig.start();

        assertThat(rig.results(first)).isEqualTo(rig.results(second));
        assertThat(rig.field("contact", "NAME")).isEqualTo("Аня");
        assertThat(rig.field("contact", "POST")).isEqualTo("врач");
        assertThat(rig.bitrix.calls().stream().filter("crm.contact.add"::equals))
                .hasSize(1);
    }

    @Test
    void aStageNeverGoesBackUnlessOneCInsists() {
        rig.start();
        rig.results(rig.post("{'entity':'deal','originId':'D','fields':{'TITLE':'1','STAGE_ID':'NEW'}}"));
        rig.bitrix
                .all("deal")
                .values()
                .iterator()
                .next()
                .put("STAGE_ID", "DETAILS")
                .put("CATEGORY_ID", "0");
        rig.results(rig.post("{'entity':'deal','originId':'D','fields':{'STAGE_ID':'WON'}}"));
        rig.bitrix.all("deal").values().iterator().next().put("STAGE_ID", "DETAILS");

        var back = rig.results(rig.post("{'entity':'deal','originId':'D','fields':{'TITLE':'2','STAGE_ID':'NEW'}}"));
        assertThat(back)
                .hasSize(1)
                .allMatch(result ->
                        result.endsWith("| Стадия не изменена: на портале уже «Стадия DETAILS», а 1С отправила NEW"));
        assertThat(rig.field("deal", "TITLE") + " " + rig.field("deal", "STAGE_ID"))
                .isEqualTo("2 DETAILS");

        rig.results(rig.post("{'entity':'deal','originId':'D','force':true,'fields':{'STAGE_ID':'NEW'}}"));
        assertThat(rig.field("deal", "STAGE_ID")).isEqualTo("NEW");
    }

    @Test
    void aStageOfAnotherFunnelIsRefusedWithASentence() {
        rig.start();

        assertThat(rig.results(rig.post("{'entity':'deal','originId':'D','fields':{'STAGE_ID':'C5:WON'}}")))
                .containsExactly(
                        "error Стадия C5:WON из другой воронки (DEAL_STAGE_5), а сделка или лид в воронке DEAL_STAGE");
        assertThat(rig.bitrix.all("deal")).isEmpty();
        assertThat(rig.results(
                        rig.post("{'entity':'deal','originId':'D','fields':{'STAGE_ID':'C5:WON','CATEGORY_ID':5}}")))
                .allMatch(result -> result.startsWith("ok"));
    }

    @Test
    void aStageThatNoFunnelHasIsAnError() {
        rig.start();

        assertThat(rig.results(rig.post("{'entity':'lead','originId':'L','fields':{'STATUS_ID':'NO'}}")))
                .containsExactly("error В воронке STATUS нет стадии NO");
    }

    @Test
    void aFullBucketIsAskedAgainAndNothingIsDoneTwice() {
        var full = new AtomicInteger(2);
        rig.bitrix.fault = method -> method.equals("batch") && full.getAndDecrement() > 0
                ? new FakeBitrix.Whole(503, FakeBitrix.error("QUERY_LIMIT_EXCEEDED", "Too many requests"), false)
                : null;
        rig.start();

        assertThat(rig.results(rig.post(contact("C", "'NAME':'Анна'"))))
                .containsExactly("ok " + rig.field("contact", "ID"));
        assertThat(rig.bitrix.calls()).containsOnlyOnce("crm.contact.add");
    }

    @Test
    void aMethodWhoseTimeIsSpentDoesNotHoldUpTheOthers() {
        rig.bitrix.refusal = command -> command.startsWith("crm.contact.add")
                ? FakeBitrix.json(
                        FakeBitrix.error("OPERATION_TIME_LIMIT", "Method is blocked due to operation time limit."))
                : null;
        rig.start();
        rig.post(contact("C", "'NAME':'Анна'"));

        assertThat(rig.results(rig.post("{'entity':'company','originId':'F','fields':{'TITLE':'Ромашка'}}")))
                .containsExactly("ok " + rig.field("company", "ID"));
        await().until(() -> rig.texts("select last_error from delivery")
                .equals(List.of("the portal's time for crm.contact.add is spent")));
        assertThat(rig.number("select count(*) from channel where paused_until > now()"))
                .isZero();
    }

    @Test
    void manyEntitiesThatMayNotBeWrittenAreTheConfigurationsFault() {
        rig.bitrix.refusal = command ->
                command.startsWith("crm.contact.add") ? FakeBitrix.json(FakeBitrix.error("", "Access denied")) : null;
        rig.start();
        var contacts = new ArrayList<String>();
        IntStream.range(0, 6).forEach(i -> contacts.add(contact("guid-" + i, "'NAME':'Имя'")));
        rig.post(false, contacts);

        await().until(() -> rig.number("select count(*) from channel where pause_code = 'configuration'") == 1);
        assertThat(rig.number("select count(*) from delivery where dead_at is not null"))
                .isZero();
    }

    @Test
    void aReplayedDeadLetterDoesNotBringAnOldValueBack() {
        rig.bitrix.refusal =
                command -> command.contains("Старое") ? FakeBitrix.json(FakeBitrix.error("", "нет")) : null;
        rig.start();
        rig.results(rig.post(contact("C", "'NAME':'Анна'")));
        rig.results(rig.post(contact("C", "'NAME':'Старое','POST':'врач'")));
        rig.results(rig.post(contact("C", "'NAME':'Новое'")));
        rig.bitrix.refusal = command -> null;
        rig.replayDead();

        await().until(() -> rig.field("contact", "POST").equals("врач"));
        assertThat(rig.field("contact", "NAME")).isEqualTo("Новое");
    }

    @Test
    void aPersonOfOneCIsTranslatedAndAStrangerIsTold() {
        rig.jdbi.useHandle(
                handle -> handle.execute("insert into bitrix_user (onec, portal_id) values ('иванова', 17)"));
        rig.start();

        rig.results(rig.post(contact("C", "'NAME':'Анна','ASSIGNED_BY_ID':'Иванова'")));
        assertThat(rig.field("contact", "ASSIGNED_BY_ID")).isEqualTo("17");
        assertThat(rig.results(rig.post(contact("C", "'ASSIGNED_BY_ID':'Петров'"))))
                .allMatch(result -> result.startsWith("ok "));
    }

    @Test
    void aComparisonTellsFieldByFieldAndWritesNothing() {
        rig.start();
        rig.results(rig.post(contact("C", "'NAME':'Анна','POST':'врач'")));
        rig.bitrix.forget();

        var run = rig.compare(contact("C", "'NAME':'Аня','POST':'врач'"), contact("N", "'NAME':'Новая'"));
        assertThat(rig.results(run)).containsExactly("ok " + rig.field("contact", "ID"), "ok ");

        assertThat(rig.texts("select changes::text from bitrix_run_item where run = '" + run + "' order by position")
                        .getFirst())
                .contains("{\"was\": \"Анна\", \"field\": \"NAME\", \"becomes\": \"Аня\"}")
                .doesNotContain("POST");
        assertThat(rig.bitrix.calls()).containsOnly("crm.contact.list");
        assertThat(rig.field("contact", "NAME")).isEqualTo("Анна");
        assertThat(rig.number("select count(*) from bitrix_link")).isEqualTo(1);
    }

    @Test
    void aPictureGoesByItself() {
        rig.start();
        rig.results(rig.post("{'entity':'product','originId':'P','fields':{'NAME':'Анализ',"
                + "'PREVIEW_PICTURE':{'fileData':['a.png','aGk=']}}}"));

        assertThat(rig.field("product", "PREVIEW_PICTURE")).isEqualTo("{\"fileData\":[\"a.png\",\"aGk=\"]}");
        assertThat(rig.bitrix.requests()).contains("crm.product.add");
    }

    @Test
    void aWrongWebhookPausesTheChannelAndLosesNothing() {
        rig.with("bitrix.webhook", "rest/1/wrong/").start();
        rig.post(contact("C", "'NAME':'Анна'"));

        await().until(() -> rig.number("select count(*) from channel where pause_code = 'unauthorized'") == 1);
        assertThat(rig.texts("select pause_reason from channel where name = 'bitrix'"))
                .allMatch(why -> why.contains("BITRIX_WEBHOOK") && !why.contains("wrong/"));
        assertThat(rig.number("select count(*) from delivery")).isEqualTo(1);
    }

    @Test
    void aThousandContactsNeedFewRequests() {
        rig.start();
        var contacts = new ArrayList<String>();
        IntStream.range(0, 1000).forEach(i -> contacts.add(contact("guid-" + i, "'NAME':'Имя " + i + "'")));

        assertThat(rig.results(rig.post(false, contacts))).hasSize(1000).allMatch(result -> result.startsWith("ok"));
        assertThat(rig.bitrix.all("contact")).hasSize(1000);
        assertThat(rig.bitrix.requests().stream().filter("batch"::equals).count())
                .isLessThanOrEqualTo(25);
    }

    @Test
    void aRestartInTheMiddleCreatesNothingTwice() {
        var contacts = new ArrayList<String>();
        IntStream.range(0, 300).forEach(i -> contacts.add(contact("guid-" + i, "'NAME':'Имя " + i + "'")));
        rig.start();
        UUID run = rig.post(false, contacts);
        await().until(() -> !rig.bitrix.all("contact").isEmpty());
        rig.start();

        assertThat(rig.results(run)).hasSize(300).allMatch(result -> result.startsWith("ok"));
        assertThat(List.copyOf(rig.bitrix.all("contact").values()).stream()
                        .map(row -> row.path("ORIGIN_ID").asText())
                        .distinct())
                .hasSize(300);
        assertThat(rig.bitrix.all("contact")).hasSize(300);
    }
}
