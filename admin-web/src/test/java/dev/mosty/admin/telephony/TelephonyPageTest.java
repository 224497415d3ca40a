package dev.mosty.admin.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.access.Role;
import dev.mosty.admin.testsupport.AdminSettings;
import dev.mosty.admin.testsupport.Browser;
import dev.mosty.admin.testsupport.Site;
import dev.mosty.settings.Settings;
import dev.mosty.settings.TelephonySettings;
import dev.mosty.testsupport.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /admin/settings/telephony}, over real HTTP and a real database. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(AdminSettings.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class TelephonyPageTest {
    private static final String HERE = "/admin/settings/telephony";

    @Inject
    Site site;

    @Inject
    Settings settings;

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void nothingIsSet() {
        site.emptied();
        jdbi.useHandle(
                handle -> handle.execute("delete from setting where name like 'telephony.%'; delete from contact"));
    }

    @Test
    void theDefaultsAreTheSeeds() {
        String page = site.signedIn(Role.VIEWER).get(HERE).page();

        assertThat(page)
                .contains(
                        "Показывать окно входящего вызова",
                        "Создавать исходящее событие «Звонок»",
                        "Количество последних цифр номера",
                        "Использовать автоматическую переадресацию",
                        "value=\"5\"",
                        "<fieldset disabled>");
        assertThat(page.split("value=\"never\" selected", -1)).hasSize(6);
        assertThat(page).doesNotContain(" checked", "Создать токен 1С");
    }

    @Test
    void whatIsSavedHoldsAndIsInTheAudit() {
        String login = site.person(Role.ADMIN);
        Browser admin = site.signedIn(login);

        assertThat(save(admin, "start", "7").location()).isEqualTo(HERE + "?done=telephony-saved");

        TelephonySettings held = jdbi.withHandle(handle -> TelephonySettings.read(settings, handle));
        assertThat(held)
                .isEqualTo(new TelephonySettings(
                        TelephonySettings.Window.START,
                        TelephonySettings.Window.END,
                        TelephonySettings.Document.END,
                        TelephonySettings.Document.NEVER,
                        TelephonySettings.Shown.BOTH,
                        7,
                        true,
                        false));
        assertThat(admin.get(HERE).page()).contains("value=\"start\" selected", "value=\"7\"");
        save(admin, "start", "8");
        save(admin, "start", "8");
        assertThat(site.audit())
                .containsExactly(
                        login
                                + " telephony.changed  telephony.window.in: never → start; telephony.window.out: never → end;"
                                + " telephony.document.in: never → end; telephony.document.show: never → both;"
                                + " telephony.digits: 5 → 7; telephony.transfer: false → true",
                        login + " telephony.changed  telephony.digits: 7 → 8");
    }

    @Test
    void whatIsNotInTheListsIsNotSaved() {
        Browser admin = site.signedIn(Role.ADMIN);

        for (String digits : new String[] {"0", "21", "", "пять", "-1", "1e1"}) {
            var answer = save(admin, "never", digits);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.page()).contains("целое число от 1 до 20");
        }
        assertThat(save(admin, "sometimes", "5").page()).contains("Такого значения в списке нет.");
        assertThat(site.audit()).isEmpty();
    }

    @Test
    void theTokenOfOneCIsShownOnce() {
        Browser admin = site.signedIn(Role.ADMIN);

        String made = admin.post(HERE + "/token").page();

        Matcher token = Pattern.compile("id=\"crm-token\">([A-Za-z0-9_-]{43})<").matcher(made);
        assertThat(token.find()).isTrue();
        assertThat(made).contains("Скопировать", "/admin/assets/copy.js");
        assertThat(settings.secret(TelephonySettings.CRM_TOKEN)).contains(token.group(1));
        assertThat(admin.get(HERE).page()).doesNotContain(token.group(1)).contains("Прежний токен перестанет");
        assertThat(site.audit()).last().asString().endsWith("telephony.secret telephony.crm-token");
        admin.post(HERE + "/token");
        assertThat(settings.secret(TelephonySettings.CRM_TOKEN)).isNotEqualTo(Optional.of(token.group(1)));
    }

    @Test
    void theTokenOfProstieZvonkiIsOnlyWritten() {
        Browser admin = site.signedIn(Role.ADMIN);

        assertThat(admin.post(HERE + "/key", "key", " pbx-secret-1 ").location())
                .endsWith("telephony-key-saved");
        assertThat(settings.secret(TelephonySettings.PBX_KEY)).contains("pbx-secret-1");
        assertThat(admin.get(HERE).page()).doesNotContain("pbx-secret-1");
        assertThat(admin.post(HERE + "/key", "key", "").status()).isEqualTo(422);
        assertThat(admin.post(HERE + "/key", "key", "a\r\nb").status()).isEqualTo(422);
        assertThat(settings.secret(TelephonySettings.PBX_KEY)).contains("pbx-secret-1");
        assertThat(site.audit()).allSatisfy(line -> assertThat(line).doesNotContain("pbx-secret-1"));
    }

    @Test
    void theTokenOfProstieZvonkiCanBeRemoved() {
        Browser admin = site.signedIn(Role.ADMIN);
        assertThat(admin.get(HERE).page()).doesNotContain("Удалить токен Простых Звонков");
        admin.post(HERE + "/key", "key", "pbx-secret-1");
        assertThat(admin.get(HERE).page()).contains("Удалить токен Простых Звонков?");

        assertThat(admin.post(HERE + "/key/forget").location()).endsWith("telephony-key-gone");
        assertThat(settings.secret(TelephonySettings.PBX_KEY)).isEmpty();
        assertThat(site.audit()).last().asString().endsWith("telephony.secret-removed telephony.pbx-key");
        assertThat(admin.get("/admin/audit").page()).contains("удалён токен телефонии");
    }

    @Test
    void howManyNumbersAreUniqueIsCountedFromTheBook() {
        jdbi.useHandle(handle -> handle.execute("""
                insert into contact (id, kind, name, company, note, responsible, responsible_ext, source, changed_by,
                    sort_name, words) values (1, 'person', 'А', '', '', '', '', 'csv', 'test', 'а', '{а}');
                insert into contact_phone (contact, position, digits, written) values
                    (1, 0, '89991234567', ''), (1, 1, '84951234567', ''), (1, 2, '84950034567', ''), (1, 3, '100', '');
                """));

        String page = site.signedIn(Role.VIEWER).get(HERE).page();

        assertThat(page.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " "))
                .contains("5 0 % 7 33 % 10 100 %", "По всем номерам адресной книги, их 4.");
    }

    private static Browser.Answer save(Browser browser, String windowIn, String digits) {
        return browser.post(
                HERE,
                "windowIn",
                windowIn,
                "windowOut",
                "end",
                "documentIn",
                "end",
                "documentOut",
                "never",
                "documentShow",
                "both",
                "digits",
                digits,
                "transfer",
                "on");
    }
}
