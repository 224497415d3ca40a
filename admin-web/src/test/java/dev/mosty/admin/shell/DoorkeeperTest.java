package dev.mosty.admin.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.access.Role;
import dev.mosty.admin.testsupport.AdminSettings;
import dev.mosty.admin.testsupport.Browser;
import dev.mosty.admin.testsupport.Site;
import dev.mosty.testsupport.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Who gets in, and what everybody else is told. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(AdminSettings.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class DoorkeeperTest {
    @Inject
    Site site;

    @Test
    void theFirstAddressLeadsToTheFirstPage() {
        assertThat(site.browser().get("/").location()).isEqualTo("/admin");
        assertThat(site.signedIn(Role.EMPLOYEE).get("/admin").location()).isEqualTo("/admin/workplace");
        assertThat(site.signedIn(Role.VIEWER).get("/admin").status()).isIn(200, 303);
    }

    @Test
    void afterTheLoginOneIsWhereOneWantedToGo() {
        Browser browser = site.browser();
        String login = browser.get("/admin/audit?q=a").location();

        assertThat(login).isEqualTo("/admin/login?next=%2Fadmin%2Faudit%3Fq%3Da");
        assertThat(browser.get(login).page()).contains("value=\"/admin/audit?q=a\"");
        assertThat(browser.post(
                                "/admin/login",
                                "login",
                                site.person(Role.VIEWER),
                                "password",
                                Site.PASSWORD,
                                "next",
                                "/admin/audit?q=a")
                        .location())
                .isEqualTo("/admin/audit?q=a");
    }

    @Test
    void nobodyIsLedToAnotherSite() {
        assertThat(site.browser()
                        .post(
                                "/admin/login",
                                "login",
                                site.person(Role.VIEWER),
                                "password",
                                Site.PASSWORD,
                                "next",
                                "//evil.example/admin")
                        .location())
                .isEqualTo("/admin");
        assertThat(site.browser()
                        .post("/admin/language", "to", "en", "next", "https://evil.example")
                        .location())
                .isEqualTo("/admin");
    }

    @Test
    void anAddressThatIsNotAllowedSeesNotEvenTheLogin() {
        Browser browser = site.browser();

        var answer = browser.send(browser.request("/admin/login")
                .header("X-Forwarded-For", "8.8.8.8")
                .header("Accept", "text/html"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.page()).contains("Сюда нельзя").doesNotContain("password");
    }

    @Test
    void programsGetJsonAndHtmxIsSentToTheLogin() {
        Browser browser = site.browser();

        var json = browser.send(browser.request("/admin/users").header("Accept", "*/*"));
        var htmx = browser.send(browser.request("/admin/users").header("HX-Request", "true"));

        assertThat(json.status()).isEqualTo(401);
        assertThat(json.page()).isEqualTo("{\"error\":\"Sign in first.\"}");
        assertThat(htmx.status()).isEqualTo(401);
        assertThat(htmx.header("HX-Redirect")).isEqualTo("/admin/login");
    }

    @Test
    void htmxIsLedBackToThePageThatItAskedFrom() {
        assertThat(loginOf("http://somewhere.example/admin/bitrix?before=1&x=%20"))
                .isEqualTo("/admin/login?next=%2Fadmin%2Fbitrix%3Fbefore%3D1%26x%3D%2520");
        assertThat(loginOf("http://somewhere.example//evil.example/")).isEqualTo("/admin/login");
        assertThat(loginOf("no address")).isEqualTo("/admin/login");
        assertThat(loginOf("mailto:a@b.example")).isEqualTo("/admin/login");
    }

    private String loginOf(String page) {
        Browser browser = site.browser();
        return browser.send(browser.request("/admin/users")
                        .header("HX-Request", "true")
                        .header("HX-Current-URL", page))
                .header("HX-Redirect");
    }

    @Test
    void aWrongAddressIsAPageThatLeadsBack() {
        Browser admin = site.signedIn(Role.ADMIN);

        for (String path : new String[] {"/admin/nothing", "/admin/users/nothing", "/admin/users/1/disable"}) {
            var answer = admin.get(path);
            assertThat(answer.status()).as(path).isIn(404, 405);
            assertThat(answer.header("Content-Type")).as(path).startsWith("text/html");
            assertThat(answer.page()).as(path).contains("href=\"/admin\"");
        }
    }

    @Test
    void whatIsWrittenByStrangersIsShownAndNotRun() {
        Browser admin = site.signedIn(Role.ADMIN);
        String hostile = "<script>alert('x')</script>\"'&";
        Browser other = site.browser();
        other.send(other.form("/admin/login", "login", site.person(Role.VIEWER), "password", Site.PASSWORD)
                .header("Origin", other.origin())
                .header("User-Agent", hostile));

        assertThat(admin.get("/admin/sessions").page())
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&#39;&amp;")
                .doesNotContain("<script>alert");
        assertThat(admin.get("/admin/audit?q=%3Cscript%3E%22").page())
                .contains("value=\"&lt;script&gt;&quot;\"")
                .doesNotContain("<script>\"");
        assertThat(admin.get("/admin/users?done=%3Cscript%3E").page()).doesNotContain("role=\"status\"");
        assertThat(site.browser()
                        .post("/admin/login", "login", hostile, "password", "x")
                        .page())
                .contains("value=\"&lt;script&gt;")
                .doesNotContain("<script>alert");
    }

    @Test
    void theLanguageIsRussianUntilSomebodyWantsAnother() {
        Browser browser = site.browser();
        assertThat(browser.get("/admin/login").page()).contains("<html lang=\"ru\">", "Войти");

        browser.post("/admin/language", "to", "en", "next", "/admin/login");

        assertThat(browser.get("/admin/login").page()).contains("<html lang=\"en\">", "Sign in");
        browser.setCookie("mosty_lang", "xx-../../etc");
        assertThat(browser.get("/admin/login").page()).contains("<html lang=\"ru\">");
    }

    @Test
    void filesCarryTheirDigestAndAreKept() {
        Browser browser = site.browser();
        String page = browser.get("/admin/login").page();
        String style = page.replaceAll("(?s).*href=\"(/admin/assets/style\\.css\\?v=[0-9a-f]{12})\".*", "$1");

        var answer = browser.get(style);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/css");
        assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(browser.get("/admin/assets/htmx.js").page()).contains("htmx");
        assertThat(browser.get("/admin/assets/..%2Fapplication.properties").status())
                .isIn(303, 404);
    }
}
