package dev.mosty.admin.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.access.Role;
import dev.mosty.access.UserSessions;
import dev.mosty.admin.testsupport.AdminSettings;
import dev.mosty.admin.testsupport.Browser;
import dev.mosty.admin.testsupport.Site;
import dev.mosty.testsupport.MovableClock;
import dev.mosty.testsupport.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in and out. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(AdminSettings.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class LoginTest {
    @Inject
    Site site;

    @Inject
    MovableClock clock;

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void onlyTheFirstAdministratorIsThere() {
        site.emptied();
    }

    @Test
    void theFirstAdministratorHasThePasswordOfTheEnvironment() {
        var answer = site.browser().post("/admin/login", "login", "root", "password", AdminSettings.ROOT_PASSWORD);

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location()).isEqualTo("/admin");
    }

    @Test
    void theCookieIsForTheServerAloneAndForEveryService() {
        String login = site.person(Role.VIEWER);
        Browser browser = site.browser();

        var answer = browser.post("/admin/login", "login", login, "password", Site.PASSWORD);
        var behindTls = browser.send(browser.form("/admin/login", "login", login, "password", Site.PASSWORD)
                .header("Origin", browser.origin())
                .header("X-Forwarded-Proto", "https"));

        assertThat(answer.header("Set-Cookie"))
                .startsWith("mosty_session=")
                .contains(";HttpOnly", ";Path=/", ";SameSite=Lax", ";Max-Age=5184000")
                .doesNotContain("Secure");
        assertThat(behindTls.status()).as(behindTls.page()).isEqualTo(303);
        assertThat(behindTls.header("Set-Cookie")).contains(";Secure");
    }

    @Test
    void aWrongPasswordAndAnUnknownLoginGetTheSameAnswer() {
        String login = site.person(Role.VIEWER);

        var wrong = site.browser().post("/admin/login", "login", login, "password", "wrong");
        var unknown = site.browser().post("/admin/login", "login", "nobody", "password", "wrong");
        var endless = site.browser().post("/admin/login", "login", login, "password", "x".repeat(50_000));

        assertThat(List.of(wrong.status(), unknown.status(), endless.status())).containsOnly(422);
        assertThat(unknown.page().replace("nobody", login)).isEqualTo(wrong.page());
        assertThat(wrong.header("Set-Cookie")).isEmpty();
    }

    @Test
    void afterTenWrongTriesTheWaitGrowsAndAnOpenSessionIsNotTouched() {
        String login = site.person(Role.VIEWER);
        Browser open = site.signedIn(login);
        for (int i = 0; i < 11; i++) {
            assertThat(tried(login, "wrong").status()).isEqualTo(422);
        }

        assertThat(tried(login, Site.PASSWORD).status()).isEqualTo(429);
        assertThat(tried(login, Site.PASSWORD).page()).contains("Следующая — через 3 с.");
        assertThat(open.get("/admin/users").status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(2));
        assertThat(tried(login, "wrong").status()).isEqualTo(422);
        clock.advance(Duration.ofSeconds(2));
        assertThat(tried(login, Site.PASSWORD).status()).isEqualTo(429);
        clock.advance(Duration.ofSeconds(2));
        assertThat(tried(login, Site.PASSWORD).status()).isEqualTo(303);
        assertThat(tried(login, "wrong").status()).isEqualTo(422);
    }

    @Test
    void anotherLoginAndAnotherAddressAreNotHeldUp() {
        String login = site.person(Role.VIEWER);
        for (int i = 0; i < 11; i++) {
            tried(login, "wrong");
        }
        Browser elsewhere = site.browser();

        assertThat(tried(site.person(Role.VIEWER), Site.PASSWORD).status()).isEqualTo(303);
        assertThat(elsewhere
                        .send(elsewhere
                                .form("/admin/login", "login", login, "password", Site.PASSWORD)
                                .header("Origin", elsewhere.origin())
                                .header("X-Forwarded-For", "10.1.2.3"))
                        .status())
                .isEqualTo(303);
        assertThat(tried(login.toUpperCase(Locale.ROOT), Site.PASSWORD).status())
                .isEqualTo(429);
    }

    @Test
    void aSessionEndsAfterSixtyDays() {
        Browser browser = site.signedIn(Role.VIEWER);

        clock.advance(UserSessions.LASTS.minusMinutes(1));
        assertThat(browser.get("/admin/users").status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(1));
        assertThat(browser.get("/admin/users").status()).isEqualTo(303);
    }

    @Test
    void afterTheLogoutTheCookieIsWorthNothing() {
        Browser browser = site.signedIn(Role.VIEWER);
        String cookie = browser.cookie("mosty_session").orElseThrow();

        var answer = browser.post("/admin/logout");

        assertThat(answer.location()).isEqualTo("/admin/login");
        assertThat(browser.cookie("mosty_session")).isEmpty();
        browser.setCookie("mosty_session", cookie);
        assertThat(browser.get("/admin/users").location()).startsWith("/admin/login");
        assertThat(browser.get("/admin/logout").status()).isIn(404, 405);
    }

    @Test
    void theOwnPasswordNeedsTheOldOneAndEndsTheOtherSessions() {
        String login = site.person(Role.EMPLOYEE);
        Browser mine = site.signedIn(login);
        Browser forgotten = site.signedIn(login);

        var wrong = changed(mine, "not mine", "my new password");
        var right = changed(mine, Site.PASSWORD, "my new password");

        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.page()).contains("Текущий пароль указан неверно.");
        assertThat(right.location()).isEqualTo("/admin/account?done=login-changed");
        assertThat(mine.get("/admin/account").status()).isEqualTo(200);
        assertThat(forgotten.get("/admin/account").status()).isEqualTo(303);
        assertThat(tried(login, "my new password").status()).isEqualTo(303);
        assertThat(site.audit()).containsExactly(login + " user.password " + login);
    }

    @Test
    void noPasswordIsInTheDatabase() {
        String hash = jdbi.withHandle(handle -> handle.select("select password_hash from app_user where login = 'root'")
                .mapTo(String.class)
                .one());

        assertThat(hash).startsWith("$2b$04$").doesNotContain(AdminSettings.ROOT_PASSWORD);
    }

    private Browser.Answer tried(String login, String password) {
        return site.browser().post("/admin/login", "login", login, "password", password);
    }

    private static Browser.Answer changed(Browser browser, String current, String password) {
        return browser.post("/admin/account/password", "current", current, "password", password, "repeated", password);
    }
}
