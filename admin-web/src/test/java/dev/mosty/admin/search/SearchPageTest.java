package dev.mosty.admin.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.access.Role;
import dev.mosty.admin.testsupport.AdminSettings;
import dev.mosty.admin.testsupport.Browser;
import dev.mosty.admin.testsupport.Site;
import dev.mosty.delivery.Acceptance;
import dev.mosty.delivery.Item;
import dev.mosty.journal.Entry;
import dev.mosty.journal.Journal;
import dev.mosty.testsupport.PostgresResource;
import dev.mosty.testsupport.Tables;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /admin/search}, over real HTTP and a real database. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(AdminSettings.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class SearchPageTest {
    @Inject
    Site site;

    @Inject
    Jdbi jdbi;

    @Inject
    Journal journal;

    @BeforeEach
    void nothingHasHappened() {
        site.emptied();
        Tables.empty(
                jdbi,
                "request_log",
                "delivery",
                "delivery_done",
                "delivery_lane",
                "lead_state",
                "payment",
                "mock_lead",
                "document_intent",
                "bitrix_run_item",
                "bitrix_run",
                "bitrix_link");
    }

    @Test
    void aLeadTellsItsWholeStoryAcrossServicesInOrder() {
        everythingAboutLead23392663();
        Browser viewer = site.signedIn(Role.VIEWER);

        String page = viewer.get("/admin/search?q=23392663").page();

        assertThat(page)
                .containsSubsequence("тестовая сделка", "принято", "запрос", "запись в 1С: ответ получен", "доставлено")
                .contains(
                        "бронь: amocrm, № 1",
                        "/API/create_document",
                        "/payments",
                        "12850.50",
                        "записано полей",
                        "1 / 2");
        assertThat(viewer.get("/admin/search?q=https%3A%2F%2Fclinic.amocrm.ru%2Fleads%2Fdetail%2F23392663")
                        .page())
                .contains("бронь: amocrm, № 1");
        assertThat(viewer.get("/admin/search?q=777").page())
                .as("the test lead that stands for it")
                .contains("бронь: amocrm, № 1");
    }

    @Test
    void aRequestIdLeadsToItsRowsAndToWhatBecameOfThem() {
        everythingAboutLead23392663();

        assertThat(site.signedIn(Role.VIEWER).get("/admin/search?q=post-1").page())
                .contains("бронь: amocrm, № 1")
                .doesNotContain("/API/create_document");
        assertThat(site.signedIn(Role.VIEWER).get("/admin/search?q=widget-1").page())
                .contains("/API/create_document", "запись в 1С: ответ получен");
    }

    @Test
    void aGuidOfOneCTellsItsRunsItsDeliveriesAndItsIdAtThePortal() {
        jdbi.useTransaction(tx -> {
            tx.execute("""
                    insert into bitrix_run (id, dry, total, request_id) values
                        ('00000000-0000-4000-8000-000000000001', false, 2, 'post-b'),
                        ('00000000-0000-4000-8000-000000000002', true, 1, null);
                    insert into bitrix_run_item (run, position, entity, origin_id, result, value, finished_at) values
                        ('00000000-0000-4000-8000-000000000001', 0, 'contact', 'AbC-1', 'error', 'Ошибка <b>', now()),
                        ('00000000-0000-4000-8000-000000000001', 1, 'contact', 'other', 'ok', '9', now()),
                        ('00000000-0000-4000-8000-000000000002', 0, 'contact', 'abc-1', null, null, null);
                    insert into bitrix_link (key, entity, origin_id, portal, portal_id)
                        values ('contact/abc-1', 'contact', 'AbC-1', 'p', 77);
                    """);
            Acceptance.accept(
                    tx,
                    List.of(
                            Item.of("bitrix", "contact/abc-1", "upsert", "{}", "post-b"),
                            Item.of(
                                    "bitrix",
                                    "dry/00000000-0000-4000-8000-000000000002/contact/abc-1",
                                    "dry",
                                    "{}",
                                    null)));
        });
        journal.record(
                new Entry("bitrix-sync", "post-b", "1.1.1.1", "", "POST", "/v1/entities", 202, true, "[]", "{}", 5));
        Browser viewer = site.signedIn(Role.VIEWER);

        for (String typed : List.of("aBc-1", "https%3A%2F%2Fp%2Fcrm%2Fcontact%2Fdetails%2F77%2F")) {
            assertThat(viewer.get("/admin/search?q=" + typed).page())
                    .as(typed)
                    .contains("1С прислала для Битрикс24", "Битрикс24: ошибка", "Ошибка &lt;b&gt;")
                    .contains("сравнение с Битрикс24", "ждёт Битрикс24", "связан с Битрикс24", ">77<")
                    .contains("/admin/bitrix/runs/00000000-0000-4000-8000-000000000001", "POST /v1/entities")
                    .contains("bitrix, № 1", "bitrix, № 2")
                    .doesNotContain("contact other");
        }
    }

    @Test
    void whatIsNotThereAndWhatCannotBeFoundIsSaid() {
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(viewer.get("/admin/search?q=%3Cscript%3E").page())
                .contains("Ничего не найдено.", "&lt;script&gt;")
                .doesNotContain("value=\"<script>");
        assertThat(viewer.get("/admin/search?q=%2B7+916+123-45-67").page())
                .contains("Показаны сделки, в сообщениях которых есть этот телефон", "Ничего не найдено.");
        assertThat(viewer.get("/admin/search").status()).isEqualTo(200);
        assertThat(viewer.get("/admin/search?q=99999999999999999999999").status())
                .isEqualTo(200);
        assertThat(site.signedIn(Role.EMPLOYEE).get("/admin/search?q=1").status())
                .isEqualTo(403);
    }

    @Test
    void aPhoneLeadsToTheStoriesOfTheLeadsWhoseMessagesCarryIt() {
        jdbi.useTransaction(tx -> Acceptance.accept(
                tx,
                List.of(
                        Item.of("amocrm", "11", "BOOKED", "{\"phone\":\"+7 (916) 123-45-67\"}", "post-11"),
                        Item.of("amocrm", "12", "MC", "{\"phone\":\"89161234567\"}", "post-12"),
                        Item.of("amocrm", "13", "BOOKED", "{\"phone\":\"79161234568\"}", "post-13"))));
        jdbi.useHandle(handle -> handle.execute(
                "insert into payment values ('8c1f1f5e-0000-4000-8000-000000000002', 12, 777.50, true)"));

        assertThat(site.signedIn(Role.VIEWER)
                        .get("/admin/search?q=8+916+123-45-67")
                        .page())
                .contains("бронь: amocrm, № 1", "медцентр: amocrm, № 2", "777.50")
                .doesNotContain("№ 3", "1234567\"}");
    }

    @Test
    void aLeadIsFoundInABigLogByItsIndex() {
        jdbi.useHandle(handle -> {
            handle.execute("""
                    insert into request_log (at, service, request_id, address, user_agent, method, url, status, result,
                                             request, answer, took_ms)
                    select now() - n * interval '1 minute', 'amo-proxy', 'r' || n, '', '', 'POST', '/API', 200, true,
                           '{"numberAmo":' || n || '}', '{}', 1
                      from generate_series(1, 50000) n
                    """);
            handle.execute("analyze request_log");
        });

        String plan = jdbi.withHandle(handle -> String.join(
                "\n",
                handle.createQuery("explain " + Story.NAMING)
                        .bindArray("leads", String.class, List.of("41234"))
                        .bind("most", 200)
                        .mapTo(String.class)
                        .list()));

        assertThat(plan).contains("Index Scan").doesNotContain("Seq Scan on request_log_default");
        assertThat(site.signedIn(Role.VIEWER).get("/admin/search?q=41234").page())
                .contains("amo-proxy POST /API");
    }

    private void everythingAboutLead23392663() {
        jdbi.useTransaction(tx -> {
            Acceptance.accept(tx, List.of(Item.of("amocrm", "23392663", "BOOKED", "{}", "post-1")));
            tx.execute("""
                    with gone as (delete from delivery returning *)
                    insert into delivery_done (id, channel, key, kind, accepted_at, attempts, outcome, request_id, done_at)
                    select id, channel, key, kind, accepted_at, 1, 'done', request_id, now() + interval '1 hour' from gone;
                    insert into mock_lead values ('acc', 23392663, 777, now() - interval '1 day');
                    insert into payment values ('8c1f1f5e-0000-4000-8000-000000000001', 23392663, 12850.50, true);
                    insert into lead_state (key, target, fields)
                        values ('23392663', 'acc#777', '{"a":{"w":true},"b":{"h":"x"}}');
                    insert into document_intent (key, state, request_id, listening_until, finished_at, status, good)
                        values ('\\x01', 'held', 'widget-1', now(), now() + interval '1 minute', 200, true);
                    """);
        });
        journal.record(new Entry(
                "amo-proxy",
                "widget-1",
                "1.1.1.1",
                "",
                "POST",
                "/API/create_document",
                200,
                true,
                "{\"numberAmo\":\"23392663\",\"doctor\":\"x\"}",
                "{}",
                5));
        journal.record(new Entry(
                "amo-gate",
                "pay-1",
                "1.1.1.1",
                "",
                "POST",
                "/payments",
                200,
                true,
                "{\"numberAmo\": 23392663}",
                "{}",
                5));
    }
}
