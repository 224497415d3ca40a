package dev.mosty.admin.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.access.Role;
import dev.mosty.admin.testsupport.AdminSettings;
import dev.mosty.admin.testsupport.Browser;
import dev.mosty.admin.testsupport.Site;
import dev.mosty.testsupport.PostgresResource;
import dev.mosty.testsupport.Tables;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /admin}, over real HTTP and a real database. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(AdminSettings.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class OverviewPageTest {
    @Inject
    Site site;

    @Inject
    Jdbi jdbi;

    @Inject
    Pulse pulse;

    @BeforeEach
    void nothingHasHappened() {
        site.emptied();
        pulse.forget();
        Tables.empty(
                jdbi,
                "request_log",
                "delivery",
                "delivery_lane",
                "channel_minute",
                "channel",
                "warning",
                "oauth_token",
                "bitrix_run_item",
                "bitrix_run",
                "bitrix_link",
                "bitrix_portal",
                "bitrix_waiting");
        jdbi.useHandle(
                handle -> handle.execute("update bitrix_pull set asked_at = null, good_at = null, problem = null"));
        jdbi.useHandle(handle -> handle.execute("update installation set suspended_at = null"));
    }

    @Test
    void anEmptyInstallationSaysSo() {
        assertThat(site.signedIn(Role.VIEWER).get("/admin").page())
                .contains("Всё в порядке", "Каналов ещё нет", "За сутки запросов не было");
    }

    @Test
    void aChannelShowsItsQueueItsPaceAndItsDay() {
        jdbi.useHandle(handle -> handle.execute("""
                insert into channel (name, holder) values ('amocrm', 'gate');
                insert into delivery_lane (channel, key, pending) values ('amocrm', '1', 3), ('amocrm', '2', 1);
                insert into delivery (channel, key, kind, payload, accepted_at)
                    values ('amocrm', '1', 'MC', '{}', now() - interval '2 hours');
                insert into channel_minute (channel, minute, requests, done, failed, dead, per_second)
                    values ('amocrm', date_trunc('minute', now()) - interval '2 minutes', 1050, 198, 1, 1, 7);
                """));

        assertThat(site.signedIn(Role.VIEWER).get("/admin").page())
                .contains(">4</a>", "2:00:0", "3,5", "50 %", "1,0 %", "<svg class=\"chart\"", "class=\"failed\"")
                .doesNotContain("style=");
    }

    @Test
    void theExchangeWithBitrixShowsItsDayAndWhatItWantsAPersonFor() {
        Browser viewer = site.signedIn(Role.VIEWER);
        assertThat(viewer.get("/admin").page()).doesNotContain("Обмен");
        jdbi.useHandle(handle -> handle.execute("""
                insert into bitrix_portal (name, site, missing) values ('p.example', 'https://p.example', '{}');
                insert into bitrix_run (id, dry, total) values ('00000000-0000-4000-8000-000000000001', false, 37);
                insert into bitrix_run (id, dry, total, accepted_at)
                    values ('00000000-0000-4000-8000-000000000002', false, 9, now() - interval '2 days');
                insert into bitrix_run_item (run, position, entity, origin_id)
                    values ('00000000-0000-4000-8000-000000000002', 0, 'contact', 'g');
                insert into bitrix_link (key, entity, origin_id, portal, conflict)
                    values ('contact/g', 'contact', 'g', 'p.example', '{5,6}');
                update bitrix_pull set asked_at = now(), problem = '1С <недоступна>';
                insert into channel (name, paused_at, paused_until, pause_code, pause_reason, pause_by)
                    values ('bitrix', now(), now() + interval '10 minutes', 'unauthorized',
                            'the portal does not accept BITRIX_WEBHOOK or BITRIX_LOGIN: expired_token', 'upkeep');
                """));

        assertThat(viewer.get("/admin").page())
                .contains("<h2>Обмен</h2>", ">1</a>", "<dd>37</dd>", "/admin/bitrix/conflicts")
                .contains("по несколько, — 1", "1С не отдаёт изменения для Битрикс24", "1С &lt;недоступна&gt;")
                .contains("Битрикс24 не принимает вебхук", "портал не принимает BITRIX_WEBHOOK или BITRIX_LOGIN");
    }

    @Test
    void aServiceShowsItsRequestsAndFailures() {
        jdbi.useHandle(handle -> handle.execute("""
                insert into request_log (service, request_id, address, user_agent, method, url, status, result, request,
                                         answer, took_ms)
                select 'amo-proxy', '', '', '', 'POST', '/', 200, n > 1, '', '', 1 from generate_series(1, 8) n
                """));

        assertThat(site.signedIn(Role.VIEWER).get("/admin").page()).contains("amo-proxy", ">8</a>", "12,5 %");
    }

    @Test
    void whatTheServicesWriteInEnglishIsRussianForWhoeverReadsRussian() {
        jdbi.useHandle(handle -> handle.execute("""
                insert into channel (name, paused_at, paused_until, pause_code, pause_reason, findings)
                    values ('amocrm', now(), now() + interval '1 hour', 'unpaid',
                            'amoCRM''s subscription has ended (402)',
                            '["FIELD_X = 7: the account has no such field of a lead; it is not written"]');
                insert into oauth_token (provider, problem, problem_at)
                    values ('amocrm', 'amoCRM wants a new consent: amoCRM answered 400: Token has expired', now());
                """));
        Browser viewer = site.signedIn(Role.VIEWER);
        assertThat(viewer.get("/admin").page())
                .contains("у аккаунта amoCRM закончилась оплата (402)")
                .contains("FIELD_X = 7: в аккаунте нет такого поля сделки; не записывается")
                .contains("amoCRM просит подключить заново: amoCRM ответила 400: Token has expired");
        assertThat(viewer.get("/admin/deliveries").page()).contains("у аккаунта amoCRM закончилась оплата (402)");

        viewer.post("/admin/language", "to", "en");

        assertThat(viewer.get("/admin").page())
                .contains("subscription has ended (402)")
                .contains("the account has no such field of a lead")
                .contains("amoCRM wants a new consent: amoCRM answered 400: Token has expired");
    }

    @Test
    void aOneCThatTakesNoCallsIsSaidInASentence() {
        jdbi.useHandle(handle -> handle.execute("""
                insert into channel (name, paused_at, paused_until, pause_code, pause_reason, pause_by)
                    values ('onec-calls', now(), now() + interval '10 minutes', 'forbidden', '1C answered 401', 'outcome'),
                           ('target-1', now(), now() + interval '10 minutes', 'brand-new', 'by itself', 'outcome'),
                           ('target-2', now(), 'infinity', 'operator', 'by hand', 'operator'),
                           ('target-3', null, null, null, null, null);
                insert into delivery (channel, key, kind, payload, accepted_at, attempts, last_error)
                    values ('target-3', '1', 'x', '{}', now() - interval '3 minutes', 2, '1C answered 500');
                """));

        assertThat(site.signedIn(Role.VIEWER).get("/admin").page())
                .contains("1С не принимает звонки: ей не подошли пользователь и пароль", "1С ответила 401")
                .contains("Канал target-1 стоит: другая сторона не принимает.")
                .contains("Канал target-3: старшую запись раз за разом не принимают", "1С ответила 500")
                .doesNotContain("Канал target-2 стоит", "1C answered", "Всё в порядке");
    }

    @Test
    void whatNeedsAPersonIsSaidWhateverTheOtherSideWrote() {
        jdbi.useHandle(handle -> handle.execute("""
                insert into channel (name, paused_until, pause_reason, findings)
                    values ('amocrm', 'infinity', 'by <b>hand</b>', '["FIELD_X <i>is</i> unset"]');
                insert into warning (service, code) values ('amo-gate', 'open-intake'), ('amo-proxy', 'brand <new> code');
                insert into oauth_token (provider, problem, problem_at) values ('amocrm', 'revoked <script>', now());
                insert into delivery (channel, key, kind, payload, dead_at) values ('amocrm', '1', 'MC', '{}', now());
                """));

        assertThat(site.signedIn(Role.VIEWER).get("/admin").page())
                .contains("приём открыт всем", "brand &lt;new&gt; code", "revoked &lt;script&gt;")
                .contains("FIELD_X &lt;i&gt;is", "by &lt;b&gt;hand", "отказов — 1", "Нужно заново выдать доступ")
                .doesNotContain("Всё в порядке");
    }

    @Test
    void whatWaitsForAnotherObjectOfOneCIsNoRefusal() {
        jdbi.useHandle(handle -> handle.execute("""
                insert into channel (name) values ('bitrix');
                insert into delivery (channel, key, kind, payload, accepted_at, attempts, last_error)
                    values ('bitrix', 'deal/a', 'upsert', '{}', now() - interval '3 minutes', 5, 'waits for b');
                insert into bitrix_waiting (key, waits_for) values ('deal/a', 'company/b');
                """));
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(viewer.get("/admin").page()).contains("Всё в порядке").doesNotContain("waits for b");
        jdbi.useHandle(handle -> handle.execute("delete from bitrix_waiting"));
        assertThat(viewer.get("/admin").page()).contains("waits for b");
    }

    @Test
    void onlyAnAdministratorConfirmsACopiedDatabase() {
        jdbi.useHandle(handle ->
                handle.execute("update installation set suspended_at = now(), suspended_because = 'copied database'"));
        Browser viewer = site.signedIn(Role.VIEWER);
        String login = site.person(Role.ADMIN);
        Browser admin = site.signedIn(login);

        assertThat(viewer.get("/admin").page()).contains("Это копия базы").doesNotContain("Подтвердить</button>");
        assertThat(viewer.post("/admin/installation").status()).isEqualTo(403);
        assertThat(admin.get("/admin").page()).contains("Подтвердить</button>");
        assertThat(admin.post("/admin/installation").location()).isEqualTo("/admin?done=overview-confirmed");

        assertThat(admin.get("/admin?done=overview-confirmed").page())
                .contains("Подтверждено: отправка началась.")
                .doesNotContain("Это копия базы");
        assertThat(site.audit()).contains(login + " installation.confirmed PostgreSQL");
    }

    @Test
    void anEmployeeIsLedToTheirOwnPage() {
        assertThat(site.signedIn(Role.EMPLOYEE).get("/admin").location()).isEqualTo("/admin/workplace");
    }
}
