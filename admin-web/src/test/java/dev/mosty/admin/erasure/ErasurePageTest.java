package dev.mosty.admin.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.access.Role;
import dev.mosty.admin.testsupport.AdminSettings;
import dev.mosty.admin.testsupport.Browser;
import dev.mosty.admin.testsupport.Site;
import dev.mosty.testsupport.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /admin/erasure}, over a real database. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(AdminSettings.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class ErasurePageTest {
    private static final String PAGE = "/admin/erasure";

    @Inject
    Site site;

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void someLeadsOfTwoPeople() {
        site.emptied();
        jdbi.useTransaction(tx -> {
            for (String table : List.of(
                    "delivery",
                    "delivery_done",
                    "request_log",
                    "lead_state",
                    "payment",
                    "call",
                    "contact",
                    "made_call")) {
                tx.execute("delete from " + table);
            }
            tx.execute("""
                    insert into delivery (channel, key, kind, payload, last_error, dead_at) values
                    ('amocrm', '501', 'booked', '{"phone":"+7 (916) 123-45-67"}', 'about Anna', now()),
                    ('amocrm', '501', 'booked', '{"phone":"8 916 123 45 67"}', null, null),
                    ('amocrm', '777', 'booked', '{"phone":"+7 (916) 123-45-68"}', null, now())
                    """);
            tx.execute("""
                    insert into delivery_done (id, channel, key, kind, payload, accepted_at, attempts, outcome) values
                    (900, 'amocrm', '501', 'booked', '{"phone":79161234567}', now(), 1, 'done'),
                    (901, 'amocrm', '777', 'booked', '{"document":"1791612345670"}', now(), 1, 'done'),
                    (902, 'amocrm', '502', 'mc', '{"tel":"9161234567"}', now(), 1, 'done')
                    """);
            tx.execute("""
                    insert into request_log (service, request_id, address, user_agent, method, url, status, result,
                                             request, answer, took_ms) values
                    ('amo-gate', 'r1', '10.0.0.1', 'x', 'POST', '/zdrav?token=***', 200, true, '{"lead_id":501}', 'ok', 1),
                    ('amo-gate', 'r2', '10.0.0.1', 'x', 'POST', '/zdrav', 200, true, '{"lead_id":5012}', 'ok', 1)
                    """);
            tx.execute("insert into lead_state (key, target) values ('501', 'a/501'), ('777', 'a/777')");
            tx.execute("""
                    insert into payment (document, lead_id, amount, posted)
                    values ('00000000-0000-0000-0000-000000000501', 501, 10, true)
                    """);
        });
    }

    @Test
    void aPhoneIsFoundHoweverItIsWrittenAndErasedAfterItWasTypedAgain() {
        Browser admin = site.signedIn(Role.ADMIN);

        var found = admin.post(PAGE + "/search", "kind", "phone", "number", "+7 916 1234567");

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.page())
                .contains("<dt>Недоставленные сообщения</dt><dd>1</dd>")
                .contains("<dt>Содержимое доставленных</dt><dd>2</dd>")
                .contains("Ещё в пути: 1.")
                .contains("<code>501</code> <code>502</code>");
        assertThat(erase(admin, "phone", "+7 916 1234567", "9161234568").page()).contains("ничего не удалено");
        assertThat(payloads()).contains("{\"tel\":\"9161234567\"}");

        assertThat(erase(admin, "phone", "+7 916 1234567", "8(916)123-45-67").page())
                .contains("Удалено")
                .doesNotContain("1234567");

        assertThat(payloads())
                .containsExactly(
                        "{\"document\":\"1791612345670\"}",
                        "{\"phone\":\"+7 (916) 123-45-68\"}",
                        "{\"phone\":\"8 916 123 45 67\"}");
        assertThat(texts("select concat_ws(' ', outcome, note, payload) from delivery_done where note is not null"))
                .containsExactlyInAnyOrder("done erased", "done erased", "discarded erased");
        assertThat(site.audit())
                .singleElement()
                .asString()
                .endsWith("erasure.erased …67 dead 1, done 2, request_log 0, lead_state 0, contact 0, call 0")
                .doesNotContain("1234567");
    }

    @Test
    void aLeadTakesItsLogAndItsStateWithItAndLeavesTheSums() {
        Browser admin = site.signedIn(Role.ADMIN);

        assertThat(erase(admin, "lead", "501", "501").page()).contains("Удалено");

        assertThat(texts("select concat_ws(' ', url, request, answer) from request_log order by request_id"))
                .containsExactly("/zdrav erased erased", "/zdrav {\"lead_id\":5012} ok");
        assertThat(texts("select key from lead_state")).containsExactly("777");
        assertThat(texts("select document::text from payment")).hasSize(1);
        assertThat(texts("select payload from delivery where key = '501'"))
                .containsExactly("{\"phone\":\"8 916 123 45 67\"}");
        assertThat(site.audit())
                .singleElement()
                .asString()
                .endsWith("erasure.erased 501 dead 1, done 1, request_log 1, lead_state 1, contact 0, call 0");
    }

    @Test
    void aPhonesContactsGoAndItsCallsKeepOnlyThatTheyWere() {
        jdbi.useTransaction(tx -> {
            tx.execute("""
                    insert into contact (id, kind, name, company, note, responsible, responsible_ext, source, changed_by,
                        sort_name, words) select i, 'person', 'Имя ' || i, '', '', '', '', 'csv', 'test', 'имя', '{имя}'
                        from generate_series(1, 2) i;
                    insert into contact_phone (contact, position, digits, written) values
                        (1, 0, '89161234567', ''), (1, 1, '100', ''), (2, 0, '89161234568', '')
                    """);
            tx.execute("""
                    insert into call (callid, direction, phone, began_at, state, record_link, contact_id, closed_at)
                    values ('a', 'in', '+7 916 123-45-67', now(), 3, 'https://r/a', 1, now()),
                           ('b', 'in', '89161234567', now(), 1, null, null, null),
                           ('c', 'in', '89161234568', now(), 3, null, 2, now());
                    insert into pbx_event (call_id, hash, source, request_id, raw)
                        select id, '\\x01', 'pbx', 'r', callid from call;
                    insert into workplace_event (ext, kind, call_id, body) select '100', 'open', id, '{}' from call;
                    insert into made_call (ext, phone, request_id) values ('100', '89161234567', 'r')
                    """);
        });
        Browser admin = site.signedIn(Role.ADMIN);
        assertThat(admin.post(PAGE + "/search", "kind", "phone", "number", "9161234567")
                        .page())
                .contains("<dt>Контакты адресной книги</dt><dd>1</dd>", "АТС</dt><dd>1</dd>");

        erase(admin, "phone", "9161234567", "9161234567");

        assertThat(texts("select concat_ws(' ', callid, phone, record_link, contact_id) from call order by callid"))
                .containsExactly("a ", "b 89161234567", "c 89161234568 2");
        assertThat(texts("select raw from pbx_event where raw is not null order by raw"))
                .containsExactly("b", "c");
        assertThat(texts("select callid from call join workplace_event w on w.call_id = call.id order by 1"))
                .containsExactly("b", "c");
        assertThat(texts("select phone from made_call")).isEmpty();
        assertThat(texts("select id from contact")).containsExactly("2");
        assertThat(site.audit()).singleElement().asString().endsWith("contact 1, call 1");
    }

    @Test
    void whatIsNoNumberIsRefusedAndOnlyAnAdministratorSearches() {
        Browser admin = site.signedIn(Role.ADMIN);

        assertThat(admin.post(PAGE + "/search", "kind", "phone", "number", "12345")
                        .page())
                .contains("от 10 до 15 цифр");
        assertThat(admin.post(PAGE + "/search", "kind", "lead", "number", ".*").page())
                .contains("Номер сделки — целое число.");
        assertThat(admin.post(PAGE + "/search", "kind", "lead", "number", "4242")
                        .page())
                .contains("Удалять нечего.");
        assertThat(site.signedIn(Role.VIEWER)
                        .post(PAGE + "/search", "kind", "lead", "number", "501")
                        .status())
                .isEqualTo(403);
        assertThat(site.audit()).isEmpty();
    }

    private static Browser.Answer erase(Browser admin, String kind, String number, String again) {
        return admin.post(PAGE, "kind", kind, "number", number, "again", again);
    }

    private List<String> payloads() {
        return texts("""
                select payload from (select payload from delivery union all select payload from delivery_done) as rest
                where payload is not null order by payload collate "C"
                """);
    }

    private List<String> texts(String sql) {
        return jdbi.withHandle(handle -> handle.select(sql).mapTo(String.class).list());
    }
}
