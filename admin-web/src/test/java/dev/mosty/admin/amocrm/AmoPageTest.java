package dev.mosty.admin.amocrm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.access.Role;
import dev.mosty.admin.testsupport.AdminSettings;
import dev.mosty.admin.testsupport.Browser;
import dev.mosty.admin.testsupport.Site;
import dev.mosty.settings.Settings;
import dev.mosty.settings.Sha256;
import dev.mosty.testsupport.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /admin/settings/amocrm}: what the page asks of the gate through the database, and what it shows of it. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(AdminSettings.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class AmoPageTest {
    private static final String PAGE = "/admin/settings/amocrm";
    private static final String ID = "0b0f0f3a-1111-2222-3333-444455556666";

    @Inject
    Site site;

    @Inject
    Jdbi jdbi;

    @Inject
    Settings settings;

    @BeforeEach
    void theGateRunsWithoutKeys() {
        site.emptied();
        jdbi.useTransaction(tx -> {
            tx.execute("delete from setting where name like 'amo.%'");
            tx.execute("delete from oauth_token");
            tx.execute("delete from amo_consent");
            tx.execute("delete from amo_field");
            tx.execute("delete from channel where name = 'amocrm'");
            tx.execute("delete from amo_account");
            tx.execute("""
                    insert into amo_account (base, long_lived, mock, missing)
                    values ('https://clinic.amocrm.ru', false, false,
                            '{AMO_CLIENT_ID,AMO_CLIENT_SECRET,AMO_REDIRECT_URL}')
                    """);
        });
    }

    @Test
    void loadedKeysAreSettingsAndNoSecretComesBack() {
        Browser admin = site.signedIn(Role.ADMIN);

        var answer = load(admin, "the-secret", "the-code");

        assertThat(answer.location()).isEqualTo(PAGE + "?done=amocrm-asked");
        assertThat(settings.get("amo.client-id")).contains(ID);
        assertThat(settings.secret("amo.client-secret")).contains("the-secret");
        assertThat(settings.secret("amo.auth-code")).contains("the-code");
        assertThat(admin.get(answer.location()).page())
                .contains(ID)
                .contains("Ждём ответа шлюза…")
                .contains("hx-get=\"/admin/settings/amocrm/state\"")
                .doesNotContain("the-secret")
                .doesNotContain("the-code");
        assertThat(site.audit())
                .singleElement()
                .asString()
                .contains("amocrm.loaded amoCRM amo.client-id:  → " + ID)
                .doesNotContain("the-secret")
                .doesNotContain("the-code");
    }

    @Test
    void whatTheGateMadeOfTheCodeIsShownAndThePageStopsAsking() {
        Browser admin = site.signedIn(Role.ADMIN);
        load(admin, "the-secret", "the-code");
        told("{}");
        jdbi.useHandle(handle -> handle.execute("""
                insert into oauth_token (provider, access_token, expires_at, refreshed_at, spent_codes)
                values ('amocrm', 'sealed', now() + interval '1 day', now(), array[?])
                """, Sha256.hex("the-code")));

        assertThat(admin.get(PAGE + "/state").page())
                .contains("Код принят, token получен.")
                .contains("Подключено.")
                .doesNotContain("hx-get")
                .doesNotContain("<html");
    }

    @Test
    void aRefusedCodeLeavesTheConnectionAndIsSaid() {
        Browser admin = site.signedIn(Role.ADMIN);
        told("{}");
        load(admin, "the-secret", "the-code");
        jdbi.useHandle(handle -> handle.execute("""
                insert into oauth_token (provider, access_token, expires_at, refreshed_at, spent_codes)
                values ('amocrm', 'sealed', now() + interval '1 day', now() - interval '1 hour', array[?])
                """, Sha256.hex("the-code")));

        assertThat(admin.get(PAGE).page())
                .contains("Прежнее подключение осталось.")
                .contains("Подключено.");
    }

    @Test
    void aProblemIsSaidInThePagesLanguageWithAmoCrmsOwnWords() {
        Browser admin = site.signedIn(Role.ADMIN);
        told("{}");
        jdbi.useHandle(handle -> handle.execute("""
                insert into oauth_token (provider, access_token, problem, problem_at)
                values ('amocrm', 'sealed', 'amoCRM wants a new consent: token <revoked>', now())
                """));

        assertThat(admin.get(PAGE).page())
                .contains("amoCRM больше не принимает наш token.")
                .contains("token &lt;revoked&gt;");
        admin.post("/admin/language", "to", "en");
        assertThat(admin.get(PAGE).page()).contains("Connect again: amoCRM no longer accepts our token.");
    }

    @Test
    void theStatesOfTheGateAreSaid() {
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(viewer.get(PAGE).page()).contains("Не хватает:").contains("AMO_CLIENT_ID, AMO_CLIENT_SECRET");
        told("{}");
        assertThat(viewer.get(PAGE).page()).contains("token ещё нет");
        jdbi.useHandle(handle -> handle.execute("update amo_account set long_lived = true, mock = true"));
        jdbi.useHandle(handle -> handle.execute("""
                insert into channel (name, paused_at, paused_until, pause_code, pause_reason, pause_by)
                values ('amocrm', now(), 'infinity', 'operator', 'until Monday', 'operator')
                """));
        assertThat(viewer.get(PAGE).page())
                .contains("долгосрочным token")
                .contains("режим проверки")
                .contains("Канал остановлен вручную.")
                .contains("until Monday")
                .doesNotContain("Обновить token");
        jdbi.useHandle(handle -> handle.execute("delete from amo_account"));
        assertThat(viewer.get(PAGE).page()).contains("ещё ни разу не запускался");
    }

    @Test
    void aRefreshIsAskedForOfTheGate() {
        Browser admin = site.signedIn(Role.ADMIN);
        told("{}");

        assertThat(admin.post(PAGE + "/refresh").location()).isEqualTo(PAGE + "?done=amocrm-asked");

        assertThat(count("oauth_token where refresh_wanted_at is not null")).isOne();
        assertThat(site.audit()).singleElement().asString().endsWith("amocrm.refreshed amoCRM");
        assertThat(admin.get(PAGE).page()).contains("Ждём ответа шлюза…");
    }

    @Test
    void whatWasRefusedStaysTypedExceptSecrets() {
        Browser admin = site.signedIn(Role.ADMIN);

        var answer = admin.post(
                PAGE,
                "clientId",
                ID,
                "clientSecret",
                "s3cret",
                "redirectUrl",
                "nowhere",
                "code",
                "c0de",
                "act",
                "load");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.page())
                .contains("Ссылка для перенаправления должна")
                .contains("value=\"nowhere\"")
                .contains(ID)
                .doesNotContain("s3cret")
                .doesNotContain("c0de");
        assertThat(load(admin, "", "the-code").page()).contains("нужны ID интеграции, секретный ключ");
        assertThat(load(admin, "the-secret", "").page()).contains("нужен код авторизации");
        assertThat(count("setting where name like 'amo.%'")).isZero();
        assertThat(site.signedIn(Role.VIEWER).post(PAGE, "clientId", ID).status())
                .isEqualTo(403);
    }

    @Test
    void theConsentBeginsWithAStateThatOnlyItsHashIsKeptOf() {
        Browser admin = site.signedIn(Role.ADMIN);
        assertThat(admin.post(PAGE + "/consent").page()).contains("Сначала задайте ID интеграции");
        admin.post(PAGE, "clientId", ID, "act", "save");

        var answer = admin.post(PAGE + "/consent");

        var address = Pattern.compile(
                        "0; url=https://www\\.amocrm\\.ru/oauth\\?client_id=" + ID + "&state=([0-9a-f]{48})")
                .matcher(answer.header("Refresh"));
        assertThat(address.matches()).isTrue();
        assertThat(jdbi.<Boolean, RuntimeException>withHandle(handle -> handle.select(
                                "select exists (select from amo_consent where state_hash = ?)",
                                Sha256.of(address.group(1)))
                        .mapTo(Boolean.class)
                        .one()))
                .isTrue();
        assertThat(ConsentAddress.of("http://localhost:8090", ID, "s"))
                .hasToString("http://localhost:8090/oauth?client_id=" + ID + "&state=s");
    }

    private Browser.Answer load(Browser admin, String secret, String code) {
        return admin.post(
                PAGE,
                "clientId",
                ID,
                "clientSecret",
                secret,
                "redirectUrl",
                "https://bridge.example/amo/oauth/callback",
                "code",
                code,
                "act",
                "load");
    }

    private void told(String missing) {
        jdbi.useHandle(handle -> handle.execute("update amo_account set missing = ?::text[]", missing));
    }

    private int count(String what) {
        return jdbi.withHandle(handle -> handle.select("select count(*) from " + what)
                .mapTo(Integer.class)
                .one());
    }
}
