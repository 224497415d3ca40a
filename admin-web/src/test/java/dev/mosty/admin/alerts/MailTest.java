package dev.mosty.admin.alerts;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Letters through mail servers that want protection and a login, and what the page says where that does not fit. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(AdminSettings.class)
@WithTestResource(MailAuthority.class)
@SuppressWarnings("NullAway.Init") // Quarkus and the authority set the fields.
class MailTest {

    MailAuthority authority;

    @Inject
    Site site;

    @Inject
    Jdbi jdbi;

    private Browser admin;

    @BeforeEach
    void nothingIsSetUp() {
        site.emptied();
        jdbi.useHandle(handle -> handle.execute("delete from setting where name like 'alerts.%'"));
        admin = site.signedIn(Role.ADMIN);
    }

    @Test
    void aLetterGoesThroughStarttlsWithALogin() {
        try (var mail = MailServer.guarded(authority)) {
            save(mail, "starttls", MailServer.PASSWORD);

            assertThat(tried()).contains("Почта: отправлено");
            assertThat(mail.letters()).singleElement().asString().contains("To: it@clinic.example");
        }
    }

    @Test
    void aLetterGoesThroughTlsWithALogin() {
        try (var mail = MailServer.wrapped(authority)) {
            save(mail, "tls", MailServer.PASSWORD);

            assertThat(tried()).contains("Почта: отправлено");
            assertThat(mail.letters()).hasSize(1);
        }
    }

    @Test
    void aWrongPasswordIsOneSentenceInTheReadersLanguage() {
        try (var mail = MailServer.guarded(authority)) {
            save(mail, "starttls", "wrong-password");

            assertThat(tried())
                    .contains("Почтовый сервер не принял имя пользователя или пароль.")
                    .contains("535")
                    .doesNotContain("wrong-password");
            admin.post("/admin/language", "to", "en");
            assertThat(tried()).contains("did not accept the user name or the password.");
            assertThat(mail.letters()).isEmpty();
        }
    }

    @Test
    void nothingIsSentInTheOpenWhereProtectionIsWanted() {
        try (var mail = MailServer.open()) {
            save(mail, "starttls", MailServer.PASSWORD);
            assertThat(tried()).contains("Почтовый сервер не предлагает STARTTLS");

            save(mail, "tls", MailServer.PASSWORD);
            assertThat(tried()).contains("Защищённое соединение не получилось");

            save(mail, "none", MailServer.PASSWORD);
            assertThat(tried()).contains("не предлагает входа с такой защитой");
            assertThat(mail.letters()).isEmpty();
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityIsNotTrusted() {
        MailAuthority other = new MailAuthority();
        try (var mail = MailServer.guarded(other)) {
            save(mail, "starttls", MailServer.PASSWORD);
            assertThat(tried()).contains("Сертификату почтового сервера нельзя доверять");
        } finally {
            other.stop();
        }
    }

    @Test
    void aServerThatIsNotThereIsSaidSo() {
        var gone = MailServer.open();
        gone.close();
        save(gone, "none", "");
        assertThat(tried()).contains("Почтовый сервер не отвечает по этому адресу и порту.");
    }

    @Test
    void aStoredSecretCanBeRemovedAndTheAuditNamesIt() {
        try (var mail = MailServer.guarded(authority)) {
            save(mail, "starttls", MailServer.PASSWORD);
            assertThat(admin.get("/admin/alerts").page()).contains("popovertarget=\"forget-smtp-password\"");
            assertThat(forget(site.signedIn(Role.VIEWER), "smtp-password").status())
                    .isEqualTo(403);
            assertThat(forget(admin, "smtp-user").status()).isEqualTo(404);

            assertThat(forget(admin, "smtp-password").location()).endsWith("done=alerts-forgotten");

            assertThat(admin.get("/admin/alerts?done=alerts-forgotten").page())
                    .contains("Удалено.")
                    .doesNotContain("forget-smtp-password");
            assertThat(tried()).contains("не отправлено");
            assertThat(mail.letters()).isEmpty();
            assertThat(site.audit())
                    .filteredOn(line -> line.contains("alerts.secret-removed alerts.smtp-password"))
                    .hasSize(1);
        }
    }

    private static Browser.Answer forget(Browser browser, String secret) {
        return browser.post("/admin/alerts/forget", "secret", secret);
    }

    private String tried() {
        return admin.post("/admin/alerts/test").page();
    }

    private void save(MailServer mail, String protection, String password) {
        assertThat(admin.post(
                                "/admin/alerts",
                                "language",
                                "ru",
                                "smtp-host",
                                "127.0.0.1",
                                "smtp-port",
                                Integer.toString(mail.port()),
                                "smtp-tls",
                                protection,
                                "smtp-user",
                                password.isEmpty() ? "" : MailServer.USER,
                                "smtp-password",
                                password,
                                "mail-from",
                                "bridge@clinic.example",
                                "mail-to",
                                "it@clinic.example",
                                "queue-minutes",
                                "30",
                                "dead-letters",
                                "1",
                                "paused-minutes",
                                "15")
                        .status())
                .isEqualTo(303);
    }
}
