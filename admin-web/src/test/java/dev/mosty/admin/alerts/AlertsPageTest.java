package dev.mosty.admin.alerts;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.mosty.access.Role;
import dev.mosty.admin.testsupport.AdminSettings;
import dev.mosty.admin.testsupport.Browser;
import dev.mosty.admin.testsupport.Site;
import dev.mosty.testsupport.MovableClock;
import dev.mosty.testsupport.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /admin/alerts} and the watch behind it, with a mail server and a Telegram on real sockets. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(AdminSettings.class)
@WithTestResource(TelegramStub.class)
@SuppressWarnings("NullAway.Init") // Quarkus and the stub set the fields.
class AlertsPageTest {
    private static final String TOKEN = "123456:ABCDEFGHIJKLMNOP";
    private static final String SEND = "/bot" + TOKEN + "/sendMessage";

    WireMockServer bots;

    @Inject
    Site site;

    @Inject
    Jdbi jdbi;

    @Inject
    MovableClock clock;

    @Inject
    Watch watch;

    @BeforeEach
    void nothingIsWrongAndNobodyIsTold() {
        site.emptied();
        bots.resetAll();
        jdbi.useTransaction(tx -> {
            tx.execute("delete from setting where name like 'alerts.%'");
            tx.execute("delete from alert");
            tx.execute("delete from alert_open");
            tx.execute("delete from delivery");
            tx.execute("delete from oauth_token");
            tx.execute("delete from channel");
            tx.execute("delete from bitrix_link");
            tx.execute("update bitrix_pull set asked_at = null, good_at = null, problem = null");
        });
    }

    @Test
    void aProblemIsToldOnceByMailAndTelegramAndItsEndToo() {
        bots.stubFor(post(SEND).willReturn(aResponse().withStatus(200)));
        try (var mail = MailServer.open()) {
            save(site.signedIn(Role.ADMIN), mail.port(), "telegram-token", TOKEN, "telegram-chat", "-100500");
            aDeadLetter();

            watch.look();
            watch.look();

            assertThat(mail.letters())
                    .singleElement()
                    .asString()
                    .contains("From: bridge@clinic.example")
                    .contains("To: it@clinic.example");
            bots.verify(1, postRequestedFor(urlEqualTo(SEND)).withRequestBody(equalToJson("""
                                    {"chat_id":"-100500",
                                     "text":"Мосты сообщают:\\n\\nНедоставленные в канале «amocrm»: 1."}
                                    """)));

            jdbi.useHandle(handle -> handle.execute("delete from delivery"));
            jdbi.useHandle(handle -> handle.execute("update alert_open set seen_at = seen_at - interval '6 minutes'"));
            watch.look();

            assertThat(mail.letters()).hasSize(2);
            assertThat(site.signedIn(Role.VIEWER).get("/admin/alerts").page())
                    .contains("Снова в порядке: в канале «amocrm»")
                    .contains("отправлено")
                    .doesNotContain("не отправлено");
        }
    }

    @Test
    void aMailServerThatRefusesIsShownAndTheLetterGoesOutLater() {
        Browser admin = site.signedIn(Role.ADMIN);
        aDeadLetter();
        try (var refusing = MailServer.refusing()) {
            save(admin, refusing.port());
            watch.look();
            assertThat(admin.get("/admin/alerts").page())
                    .contains("не отправлено")
                    .contains("550 no such mailbox");
        }
        watch.look(); // Nobody listens there now.
        assertThat(admin.get("/admin/alerts").page()).contains("не отправлено");
        try (var mail = MailServer.open()) {
            save(admin, mail.port());
            watch.look();
            assertThat(mail.letters()).hasSize(1);
            assertThat(admin.get("/admin/alerts").page()).doesNotContain("не отправлено");
        }
    }

    @Test
    void everyProblemHasItsSentenceInBothLanguages() {
        aDeadLetter();
        jdbi.useTransaction(tx -> {
            tx.execute("""
                    insert into delivery (channel, key, kind, payload, accepted_at)
                    values ('amocrm', '1', 'x', '{}', ?)
                    """, clock.instant().minus(Duration.ofMinutes(45)));
            tx.execute("insert into oauth_token (provider, problem) values ('amocrm', 'gone')");
            tx.execute("""
                    insert into channel (name, paused_at, paused_until, pause_code, pause_by)
                    values ('target', ?, 'infinity', 'operator', 'operator')
                    """, clock.instant().minus(Duration.ofMinutes(20)));
            tx.execute("""
                    insert into channel (name, paused_at, paused_until, pause_code, pause_by)
                    values ('bitrix', ?, 'infinity', 'unauthorized', 'upkeep')
                    """, clock.instant());
            tx.execute("update bitrix_pull set asked_at = now(), problem = 'whatever'");
            tx.execute("insert into bitrix_link (key, entity, origin_id, portal, conflict)"
                    + " values ('contact/g', 'contact', 'g', 'p', '{1,2}')");
        });
        watch.look();
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(viewer.get("/admin/alerts").page())
                .contains("Очередь «amocrm» стоит: самая старая запись ждёт 45 мин.")
                .contains("Канал «target» остановлен уже 20 мин.")
                .contains("нужно подключить заново")
                .contains("Битрикс24 отказывает во всём", "1С не отдаёт изменения для Битрикс24", "по несколько: 1.")
                .doesNotContain("whatever", "Канал «bitrix» остановлен");
        viewer.post("/admin/language", "to", "en");
        assertThat(viewer.get("/admin/alerts").page())
                .contains("The queue “amocrm” stands: its oldest item waits for 45 min.")
                .contains("Dead letters in the channel “amocrm”: 1.");
    }

    @Test
    void aTestMessageSaysAtOnceHowItWent() {
        Browser admin = site.signedIn(Role.ADMIN);
        assertThat(admin.post("/admin/alerts/test").page()).contains("Отправлять некуда");
        bots.stubFor(post(SEND).willReturn(aResponse().withStatus(400).withBody("chat <not> found")));
        try (var mail = MailServer.open()) {
            save(admin, mail.port(), "telegram-token", TOKEN, "telegram-chat", "1");

            assertThat(admin.post("/admin/alerts/test").page())
                    .contains("Почта: отправлено")
                    .contains("400 chat &lt;not&gt; found")
                    .doesNotContain(TOKEN);
            assertThat(mail.letters()).hasSize(1);
        }
    }

    @Test
    void whatIsWrongWithTheFormIsSaidAndNoSecretComesBack() {
        Browser admin = site.signedIn(Role.ADMIN);

        assertThat(save(admin, 0).page()).contains("Порт — число").contains("value=\"mail.example\"");
        assertThat(save(admin, 25, "mail-to", "a@b.example\r\nBcc: x@y.example").page())
                .contains("«Кому» — почтовые адреса");
        assertThat(save(admin, 25, "telegram-token", "../../evil", "smtp-password", "pa55word")
                        .page())
                .contains("Токен бота выглядит")
                .doesNotContain("pa55word");
        assertThat(save(admin, 25, "smtp-user", "u", "smtp-password", "pa55word")
                        .status())
                .isEqualTo(303);
        assertThat(admin.get("/admin/alerts").page())
                .contains("задан, пустое поле не меняет")
                .doesNotContain("pa55word");
        assertThat(String.join("\n", site.audit()))
                .contains("alerts.smtp-password")
                .doesNotContain("pa55word");
        assertThat(save(site.signedIn(Role.VIEWER), 25).status()).isEqualTo(403);
    }

    private Browser.Answer save(Browser admin, int port, String... more) {
        List<String> fields = new ArrayList<>(List.of(
                "language", "ru",
                "smtp-host", port == 0 || port == 25 ? "mail.example" : "127.0.0.1",
                "smtp-port", Integer.toString(port),
                "smtp-tls", "none",
                "mail-from", "bridge@clinic.example",
                "mail-to", "it@clinic.example",
                "queue-minutes", "30",
                "dead-letters", "1",
                "paused-minutes", "15"));
        fields.addAll(Arrays.asList(more));
        return admin.post("/admin/alerts", fields.toArray(String[]::new));
    }

    private void aDeadLetter() {
        jdbi.useHandle(handle -> handle.execute("""
                insert into delivery (channel, key, kind, payload, dead_at) values ('amocrm', '1', 'x', '{}', now())
                """));
    }
}
