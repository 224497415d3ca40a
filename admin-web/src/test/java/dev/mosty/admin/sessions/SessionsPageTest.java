package dev.mosty.admin.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.access.Role;
import dev.mosty.admin.testsupport.AdminSettings;
import dev.mosty.admin.testsupport.Browser;
import dev.mosty.admin.testsupport.Site;
import dev.mosty.testsupport.MovableClock;
import dev.mosty.testsupport.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /admin/sessions}. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(AdminSettings.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class SessionsPageTest {
    @Inject
    Site site;

    @Inject
    Jdbi jdbi;

    @Inject
    SessionKeeping keeping;

    @Inject
    MovableClock clock;

    @BeforeEach
    void onlyTheFirstAdministratorIsThere() {
        site.emptied();
    }

    @Test
    void oneSeesTheOwnSessionsAndAnAdministratorAll() {
        String login = site.person(Role.EMPLOYEE);
        Browser employee = site.signedIn(login);
        Browser admin = site.signedIn(Role.ADMIN);

        assertThat(rows(employee)).isEqualTo(1);
        assertThat(rows(admin)).isEqualTo(2);
        assertThat(employee.get("/admin/sessions").page()).contains("этот сеанс");
        assertThat(admin.get("/admin/sessions").page()).contains("<strong>" + login + "</strong>");
    }

    @Test
    void anEndedSessionIsOverAtOnce() {
        String login = site.person(Role.VIEWER);
        Browser viewer = site.signedIn(login);
        Browser admin = site.signedIn(Role.ADMIN);

        var answer = admin.post("/admin/sessions/revoke", "id", session(login));

        assertThat(answer.location()).isEqualTo("/admin/sessions?done=sessions-revoked");
        assertThat(viewer.get("/admin/users").location()).startsWith("/admin/login");
        assertThat(site.audit()).last().asString().endsWith("session.revoked " + login);
    }

    @Test
    void nobodyEndsTheSessionOfAnother() {
        String login = site.person(Role.VIEWER);
        Browser victim = site.signedIn(login);
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(viewer.post("/admin/sessions/revoke", "id", session(login)).status())
                .isEqualTo(404);
        assertThat(viewer.post("/admin/sessions/revoke", "id", "nothing").status())
                .isEqualTo(404);
        assertThat(victim.get("/admin/users").status()).isEqualTo(200);
        assertThat(site.audit()).isEmpty();
    }

    @Test
    void allButThisOneEndTogether() {
        String login = site.person(Role.EMPLOYEE);
        Browser here = site.signedIn(login);
        Browser there = site.signedIn(login);
        Browser somebodyElse = site.signedIn(Role.EMPLOYEE);

        here.post("/admin/sessions/revoke-others");

        assertThat(here.get("/admin/sessions").status()).isEqualTo(200);
        assertThat(there.get("/admin/sessions").status()).isEqualTo(303);
        assertThat(somebodyElse.get("/admin/sessions").status()).isEqualTo(200);
        assertThat(site.audit()).containsExactly(login + " session.others " + login + " 1");
    }

    @Test
    void whatASessionIsKnownByIsNotEnoughToUseIt() {
        String login = site.person(Role.ADMIN);
        site.signedIn(login);
        Browser thief = site.browser();

        for (String cookie : new String[] {session(login), "a.b.c", "", "x".repeat(5_000)}) {
            thief.setCookie("mosty_session", cookie);
            assertThat(thief.get("/admin/users").status()).as(cookie).isEqualTo(303);
        }
    }

    @Test
    void whatEndedLongAgoIsForgotten() {
        Browser gone = site.signedIn(Role.VIEWER);
        gone.post("/admin/logout");
        site.signedIn(Role.VIEWER);

        keeping.removeOld();
        assertThat(sessions()).isEqualTo(2);
        clock.advance(SessionKeeping.KEPT.plusMinutes(1));
        keeping.removeOld();
        assertThat(sessions()).isEqualTo(1);
    }

    private int sessions() {
        return jdbi.withHandle(handle -> handle.select("select count(*) from session")
                .mapTo(Integer.class)
                .one());
    }

    private static int rows(Browser browser) {
        return browser.get("/admin/sessions").page().split("<tr>", -1).length - 2;
    }

    private String session(String login) {
        return jdbi.withHandle(handle -> handle.select(
                        "select s.id from session s join app_user u on u.id = s.user_id where u.login = ?", login)
                .mapTo(String.class)
                .one());
    }
}
