package dev.mosty.admin.bitrix;

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
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who of 1C is who at the portal, and which currency is which, over real HTTP and a real database. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(AdminSettings.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class MappingPagesTest {
    @Inject
    Site site;

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void thePortalHasToldNothing() {
        site.emptied();
        Tables.empty(
                jdbi,
                "bitrix_user",
                "bitrix_currency",
                "bitrix_portal",
                "bitrix_portal_user",
                "bitrix_portal_currency");
        sql("update bitrix_directory set portal = null, read_at = null, wanted_at = '-infinity', no_users = null");
        sql("insert into bitrix_portal (name, site, missing) values ('p.example', 'https://p.example', '{}')");
    }

    /** Other tests look at the pages, too. */
    @AfterEach
    void asItWas() {
        thePortalHasToldNothing();
        sql("delete from bitrix_portal");
    }

    private void sql(String statement) {
        jdbi.useHandle(handle -> handle.execute(statement));
    }

    private void portalTold() {
        sql("update bitrix_directory set portal = 'p.example', read_at = now()");
        sql("insert into bitrix_portal_user values (7, 'Иванова Анна', 'anna@clinic.example'), (8, '<b>', ''),"
                + " (9, 'Петров Пётр', ''), (10, 'Петров Петр', '')");
        sql("insert into bitrix_portal_currency values ('RUB', 'Рубль <₽>'), ('USD', 'Доллар')");
    }

    private List<String> texts(String query) {
        return jdbi.withHandle(
                handle -> handle.select(query).mapTo(String.class).list());
    }

    @Test
    void thePortalsPeopleAreOfferedAndWhoeverIsCalledTheSameIsProposed() {
        portalTold();
        sql("insert into bitrix_user (onec, portal_id) values ('Анна Иванова', null), ('Пётр  Петров', null),"
                + " ('known', 7), ('left', 77)");

        assertThat(site.signedIn(Role.ADMIN).get("/admin/bitrix/users").page())
                .contains("<option value=\"7\">Иванова Анна · anna@clinic.example</option>", "&lt;b&gt;")
                .contains("Похоже, это Иванова Анна · anna@clinic.example", "name=\"portalId\" value=\"7\"")
                .contains("Иванова Анна · anna@clinic.example · <a href=\"https://p.example/company/personal/user/7/")
                .contains("нет на портале")
                .doesNotContain("Похоже, это Петров");
        assertThat(site.signedIn(Role.VIEWER).get("/admin/bitrix/users").page())
                .contains("Иванова Анна")
                .doesNotContain("<datalist", "value=\"9\"");
    }

    @Test
    void aNumberThatThePortalHasNotIsRefusedAndWhatWasTypedStays() {
        portalTold();
        Browser admin = site.signedIn(Role.ADMIN);

        assertThat(admin.post("/admin/bitrix/users", "onec", "Кто-то", "portalId", "77")
                        .page())
                .contains("нет никого с этим номером", "value=\"Кто-то\"", "value=\"77\"");
        assertThat(admin.post("/admin/bitrix/users", "onec", "Кто-то", "portalId", "7")
                        .status())
                .isEqualTo(303);
        assertThat(texts("select portal_id::text from bitrix_user")).containsExactly("7");
    }

    @Test
    void withoutTheListNumbersAreTakenAsTheyAreWritten() {
        sql("update bitrix_directory set portal = 'p.example', read_at = now(), no_users = 'denied'");
        Browser admin = site.signedIn(Role.ADMIN);

        assertThat(admin.get("/admin/bitrix/users").page()).contains("user_brief", "Спросить портал");
        assertThat(admin.post("/admin/bitrix/users", "onec", "Кто-то", "portalId", "77")
                        .status())
                .isEqualTo(303);
    }

    @Test
    void anotherPortalsPeopleAreNobodyHere() {
        portalTold();
        sql("update bitrix_directory set portal = 'old.example'");

        assertThat(site.signedIn(Role.ADMIN).get("/admin/bitrix/users").page())
                .contains("Портал ещё не давал своего списка")
                .doesNotContain("anna@clinic.example");
    }

    @Test
    void thePortalIsAskedByAButton() {
        String login = site.person(Role.ADMIN);
        Browser admin = site.signedIn(login);

        assertThat(admin.post("/admin/bitrix/directory", "from", "currencies").location())
                .isEqualTo("/admin/bitrix/currencies");

        assertThat(admin.get("/admin/bitrix/users").page()).contains("Спрашиваем портал");
        assertThat(admin.get("/admin/bitrix/directory").status()).isEqualTo(204);
        sql("update bitrix_directory set read_at = clock_timestamp()");
        assertThat(admin.get("/admin/bitrix/directory").header("HX-Refresh")).isEqualTo("true");
        assertThat(site.audit()).contains(login + " bitrix.asked user.get, crm.currency.list");
        assertThat(site.signedIn(Role.VIEWER).post("/admin/bitrix/directory").status())
                .isEqualTo(403);
    }

    @Test
    void currenciesAreMapped() {
        portalTold();
        sql("insert into bitrix_currency (onec, code) values ('<тугрик>', null), ('тенге', 'KZT')");
        String login = site.person(Role.ADMIN);
        Browser admin = site.signedIn(login);

        assertThat(admin.get("/admin/bitrix/currencies").page())
                .contains("&lt;тугрик&gt;", "не сопоставлена", "<option value=\"RUB\">Рубль &lt;₽&gt;</option>")
                .contains("pattern=\"[A-Za-z]{3}\"", "нет на портале", "<span class=\"tag warn\">1</span>");
        assertThat(admin.post("/admin/bitrix/currencies", "onec", "<тугрик>", "code", "EUR")
                        .page())
                .contains("Такой валюты на портале нет");
        assertThat(admin.post("/admin/bitrix/currencies", "onec", "<тугрик>", "code", "РУБ")
                        .page())
                .contains("три латинские буквы");
        assertThat(admin.post("/admin/bitrix/currencies", "onec", " ", "code", "RUB")
                        .page())
                .contains("Напишите, как валюту называет 1С");
        assertThat(admin.post("/admin/bitrix/currencies", "onec", "<тугрик>", "code", "usd")
                        .status())
                .isEqualTo(303);
        admin.post("/admin/bitrix/currencies/delete", "onec", "тенге");

        assertThat(texts("select onec || code from bitrix_currency")).containsExactly("<тугрик>USD");
        assertThat(admin.post("/admin/bitrix/currencies/delete", "onec", "тенге")
                        .status())
                .isEqualTo(404);
        assertThat(site.audit())
                .contains(login + " bitrix.currency <тугрик> → USD", login + " bitrix.nocurrency тенге");
        assertThat(site.signedIn(Role.VIEWER)
                        .post("/admin/bitrix/currencies", "onec", "a", "code", "RUB")
                        .status())
                .isEqualTo(403);
    }
}
