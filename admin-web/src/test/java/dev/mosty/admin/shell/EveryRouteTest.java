package dev.mosty.admin.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosty.access.Role;
import dev.mosty.admin.testsupport.AdminSettings;
import dev.mosty.admin.testsupport.Browser;
import dev.mosty.admin.testsupport.Site;
import dev.mosty.testsupport.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for every route there is, also for one that is added tomorrow: they are read from the OpenAPI document. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(AdminSettings.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class EveryRouteTest {
    private static final Set<String> OPEN = Set.of(
            "GET /", "GET /admin/login", "POST /admin/login", "POST /admin/language", "GET /admin/assets/{name}");

    /** Changes that everybody makes for themselves. */
    private static final Set<String> OWN = Set.of(
            "POST /admin/logout",
            "POST /admin/account/password",
            "POST /admin/sessions/revoke",
            "POST /admin/sessions/revoke-others");

    /** Pages that employees see. */
    private static final Set<String> FOR_EMPLOYEES = Set.of(
            "GET /admin", "GET /admin/account", "GET /admin/sessions", "GET /admin/workplace", "GET /admin/{rest}");

    /** Whoever may see it never gets to its end; the test of the log reads it. */
    private static final String LIVE = "GET /admin/logs/live";

    @Inject
    Site site;

    private record Route(String method, String path) {
        String name() {
            return method + " " + path;
        }

        Browser.Answer asked(Browser browser) {
            String address = path.replaceAll("\\{[^}]*}", "1");
            return method.equals("GET") ? browser.get(address) : browser.post(address);
        }
    }

    @Test
    void withoutASessionOneIsLedToTheLogin() throws IOException {
        assertThat(routes()).filteredOn(route -> !OPEN.contains(route.name())).allSatisfy(route -> {
            var answer = route.asked(site.browser());
            assertThat(answer.status()).isEqualTo(303);
            assertThat(answer.location()).startsWith("/admin/login");
            assertThat(answer.page()).isEmpty();
        });
    }

    @Test
    void aViewerChangesNothing() throws IOException {
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(routes())
                .filteredOn(route -> !route.method().equals("GET"))
                .filteredOn(route -> !OPEN.contains(route.name()) && !OWN.contains(route.name()))
                .isNotEmpty()
                .allSatisfy(route -> assertThat(route.asked(viewer).status()).isEqualTo(403));
    }

    @Test
    void aViewerSeesEveryPage() throws IOException {
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(routes())
                .filteredOn(
                        route -> route.method().equals("GET") && !route.path().contains("{"))
                .filteredOn(route -> !route.name().equals(LIVE))
                .allSatisfy(route -> assertThat(route.asked(viewer).status()).isIn(200, 303));
    }

    @Test
    void anEmployeeSeesOnlyWhatIsMeantForThem() throws IOException {
        Browser employee = site.signedIn(Role.EMPLOYEE);

        assertThat(routes())
                .filteredOn(route -> !OPEN.contains(route.name()) && !OWN.contains(route.name()))
                .filteredOn(route -> !FOR_EMPLOYEES.contains(route.name()))
                .isNotEmpty()
                .allSatisfy(route -> assertThat(route.asked(employee).status()).isEqualTo(403));
    }

    @Test
    void aFormFromAnotherSiteIsRefusedWhateverItsSessionMay() throws IOException {
        Browser admin = site.signedIn(Role.ADMIN);

        assertThat(routes())
                .filteredOn(route -> !route.method().equals("GET"))
                .isNotEmpty()
                .allSatisfy(route -> {
                    String address = route.path().replaceAll("\\{[^}]*}", "1");
                    var foreign = admin.form(address).header("Origin", "https://evil.example");
                    var sibling =
                            admin.form(address).header("Origin", admin.origin()).header("Sec-Fetch-Site", "same-site");
                    assertThat(admin.send(foreign).status()).isEqualTo(403);
                    assertThat(admin.send(sibling).status()).isEqualTo(403);
                    assertThat(admin.send(admin.form(address)).status()).isEqualTo(403);
                });
        assertThat(admin.get("/admin/users").status()).isEqualTo(200);
    }

    @Test
    void everyAnswerTellsTheBrowserToBeCareful() throws IOException {
        Browser admin = site.signedIn(Role.ADMIN);

        assertThat(routes())
                .filteredOn(
                        route -> route.method().equals("GET") && route.path().startsWith("/admin"))
                .filteredOn(route -> !route.path().startsWith("/admin/assets"))
                .filteredOn(route -> !route.name().equals(LIVE))
                .allSatisfy(route -> {
                    var answer = route.asked(admin);
                    assertThat(answer.header("Content-Security-Policy"))
                            .contains(
                                    "default-src 'none'",
                                    "script-src 'self'",
                                    "style-src 'self'",
                                    "frame-ancestors 'none'")
                            .doesNotContain("unsafe");
                    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
                    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
                    assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
                    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
                    assertThat(answer.page())
                            .doesNotContainIgnoringCase("<script>")
                            .doesNotContain(" style=", " onclick=", "javascript:");
                });
    }

    private List<Route> routes() throws IOException {
        JsonNode document = new ObjectMapper()
                .readTree(site.browser().get("/q/openapi?format=json").page());
        List<Route> routes = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> routes.add(new Route(method.toUpperCase(Locale.ROOT), path.getKey()))));
        assertThat(routes).hasSizeGreaterThan(20);
        return routes;
    }
}
