package dev.mosty.admin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.access.Audit;
import dev.mosty.access.Role;
import dev.mosty.admin.testsupport.AdminSettings;
import dev.mosty.admin.testsupport.Browser;
import dev.mosty.admin.testsupport.Site;
import dev.mosty.testsupport.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /admin/audit}. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(AdminSettings.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class AuditPageTest {
    @Inject
    Site site;

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void onlyTheFirstAdministratorIsThere() {
        site.emptied();
    }

    @Test
    void theNewestLineIsFirstAndSaysWhatWasDoneInWords() {
        write("user.created", "ivanova");
        write("token.disabled", "desk");

        String page = site.signedIn(Role.VIEWER).get("/admin/audit").page();

        assertThat(page).contains("создан пользователь", "отключён токен", "192.0.2.7");
        assertThat(page.indexOf("desk")).isLessThan(page.indexOf("ivanova"));
    }

    @Test
    void aWordThatIsNotKnownStandsForItself() {
        write("moon.painted", "moon");

        assertThat(site.signedIn(Role.VIEWER).get("/admin/audit").page()).contains("moon.painted");
    }

    @Test
    void oneSearchesAndTurnsPages() {
        for (int i = 1; i <= 120; i++) {
            write("user.created", "person-" + i + "-" + (i % 2 == 0 ? "even" : "odd"));
        }
        Browser viewer = site.signedIn(Role.VIEWER);

        String first = viewer.get("/admin/audit?q=EVEN").page();
        String older = first.replaceAll("(?s).*href=\"(/admin/audit\\?q=EVEN&amp;before=[0-9]+)\".*", "$1")
                .replace("&amp;", "&");
        String second = viewer.get(older).page();

        assertThat(first).contains("person-120-even", "person-22-even").doesNotContain("person-20-even", "odd");
        assertThat(second).contains("person-20-even", "person-2-even").doesNotContain("person-22-even", "before=");
        assertThat(viewer.get("/admin/audit?before=x&q=%00%25_").status()).isEqualTo(200);
    }

    private void write(String action, String subject) {
        jdbi.useTransaction(tx -> Audit.write(tx, new Audit.Actor("root", "192.0.2.7"), action, subject, ""));
    }
}
