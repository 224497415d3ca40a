package dev.mosty.admin.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.access.Role;
import dev.mosty.admin.testsupport.AdminSettings;
import dev.mosty.admin.testsupport.Browser;
import dev.mosty.admin.testsupport.Site;
import dev.mosty.testsupport.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /admin/users}, over real HTTP and a real database. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(AdminSettings.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class UsersPageTest {
    @Inject
    Site site;

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void onlyTheFirstAdministratorIsThere() {
        site.emptied();
    }

    @Test
    void aNewPersonIsListedAndCanSignIn() {
        Browser admin = site.signedIn(site.person(Role.ADMIN));

        var answer = create(admin, "Иванова", "a good password", "a good password", "viewer");

        assertThat(answer.location()).isEqualTo("/admin/users?done=users-created");
        assertThat(admin.get(answer.location()).page())
                .contains("Пользователь создан.")
                .contains("<strong>Иванова</strong>");
        assertThat(site.browser()
                        .post("/admin/login", "login", "иванова", "password", "a good password")
                        .status())
                .isEqualTo(303);
    }

    @Test
    void whatIsWrongWithTheFormIsSaidAndWhatWasTypedStays() {
        Browser admin = site.signedIn(Role.ADMIN);

        var answer = create(admin, "petrova", "a good password", "another password", "viewer");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.page())
                .contains("Пароль и подтверждение не совпадают.")
                .contains("value=\"petrova\"")
                .doesNotContain("a good password");
        assertThat(create(admin, "petrova", "short", "short", "viewer").page()).contains("короче 8");
        assertThat(create(admin, "", "a good password", "a good password", "viewer")
                        .page())
                .contains("Логин начинается");
        assertThat(create(admin, "petrova", "a good password", "a good password", "king")
                        .page())
                .contains("Такой роли нет.");
        assertThat(create(admin, "ROOT", "a good password", "a good password", "viewer")
                        .page())
                .contains("Такой логин уже есть.");
    }

    @Test
    void aViewerSeesTheListAndChangesNothing() {
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(viewer.get("/admin/users").page())
                .contains("<strong>root</strong>")
                .doesNotContain("<button>Создать");
        assertThat(create(viewer, "x1", "a good password", "a good password", "admin")
                        .status())
                .isEqualTo(403);
        assertThat(viewer.post("/admin/users/1/disable").status()).isEqualTo(403);
    }

    @Test
    void aDisabledPersonIsOutAtOnceAndMayComeBack() {
        Browser admin = site.signedIn(Role.ADMIN);
        String login = site.person(Role.VIEWER);
        Browser viewer = site.signedIn(login);
        assertThat(viewer.get("/admin/users").status()).isEqualTo(200);

        assertThat(admin.post("/admin/users/" + id(login) + "/disable").status())
                .isEqualTo(303);

        assertThat(viewer.get("/admin/users").location()).startsWith("/admin/login");
        assertThat(site.browser()
                        .post("/admin/login", "login", login, "password", Site.PASSWORD)
                        .status())
                .isEqualTo(422);
        assertThat(admin.post("/admin/users/" + id(login) + "/enable").status()).isEqualTo(303);
        site.signedIn(login);
        assertThat(viewer.get("/admin/users").status()).isEqualTo(303);
    }

    @Test
    void aNewRoleHoldsForTheOpenSession() {
        Browser admin = site.signedIn(Role.ADMIN);
        String login = site.person(Role.EMPLOYEE);
        Browser person = site.signedIn(login);
        assertThat(person.get("/admin/users").status()).isEqualTo(403);

        admin.post("/admin/users/" + id(login) + "/role", "role", "viewer", "extensions", "100, 101");

        assertThat(person.get("/admin/users").page()).contains("100, 101");
    }

    @Test
    void aChangedPasswordEndsTheSessionsOfThatPerson() {
        Browser admin = site.signedIn(Role.ADMIN);
        String login = site.person(Role.VIEWER);
        Browser person = site.signedIn(login);

        admin.post(
                "/admin/users/" + id(login) + "/password",
                "password",
                "quite another one",
                "repeated",
                "quite another one");

        assertThat(person.get("/admin/users").location()).startsWith("/admin/login");
        assertThat(site.browser()
                        .post("/admin/login", "login", login, "password", "quite another one")
                        .status())
                .isEqualTo(303);
    }

    @Test
    void theLastActiveAdministratorStays() {
        String login = site.person(Role.ADMIN);
        Browser admin = site.signedIn(login);
        assertThat(admin.post("/admin/users/" + id("root") + "/disable").status())
                .isEqualTo(303);

        var disabled = admin.post("/admin/users/" + id(login) + "/disable");
        var demoted = admin.post("/admin/users/" + id(login) + "/role", "role", "viewer", "extensions", "");

        assertThat(disabled.status()).isEqualTo(422);
        assertThat(disabled.page()).contains("последний действующий администратор");
        assertThat(demoted.status()).isEqualTo(422);
        assertThat(admin.get("/admin/users").status()).isEqualTo(200);
    }

    @Test
    void administratorsWhoDisableEachOtherAtOnceLeaveOne() throws Exception {
        List<String> logins = new ArrayList<>(List.of("root"));
        for (int i = 0; i < 3; i++) {
            logins.add(site.person(Role.ADMIN));
        }
        Browser admin = site.signedIn(logins.getLast());
        List<Callable<Integer>> all = logins.stream()
                .<Callable<Integer>>map(login -> () ->
                        admin.post("/admin/users/" + id(login) + "/disable").status())
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : threads.invokeAll(all)) {
                assertThat(answer.get()).isIn(303, 403, 422);
            }
        }

        int left = jdbi.withHandle(
                handle -> handle.select("select count(*) from app_user where role = 'admin' and disabled_at is null")
                        .mapTo(Integer.class)
                        .one());
        assertThat(left).isPositive();
    }

    @Test
    void everyChangeIsInTheAuditAndNoPasswordIs() {
        String login = site.person(Role.ADMIN);
        Browser admin = site.signedIn(login);
        create(admin, "sidorova", "a good password", "a good password", "employee");
        String one = "/admin/users/" + id("sidorova");
        admin.post(one + "/role", "role", "employee", "extensions", "7");
        admin.post(one + "/password", "password", "quite another one", "repeated", "quite another one");
        admin.post(one + "/disable");
        admin.post(one + "/enable");

        assertThat(site.audit())
                .contains(
                        login + " user.created sidorova employee",
                        login + " user.assigned sidorova employee 7",
                        login + " user.password sidorova",
                        login + " user.disabled sidorova",
                        login + " user.enabled sidorova")
                .noneMatch(line -> line.contains("good") || line.contains("another"));
    }

    private static Browser.Answer create(Browser browser, String login, String password, String repeated, String role) {
        return browser.post(
                "/admin/users",
                "login",
                login,
                "password",
                password,
                "repeated",
                repeated,
                "role",
                role,
                "extensions",
                "");
    }

    private long id(String login) {
        return jdbi.withHandle(handle -> handle.select("select id from app_user where login = ?", login)
                .mapTo(Long.class)
                .one());
    }
}
