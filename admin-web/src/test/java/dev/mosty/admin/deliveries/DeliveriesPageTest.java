package dev.mosty.admin.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.access.Role;
import dev.mosty.admin.testsupport.AdminSettings;
import dev.mosty.admin.testsupport.Browser;
import dev.mosty.admin.testsupport.Site;
import dev.mosty.delivery.Acceptance;
import dev.mosty.delivery.Item;
import dev.mosty.testsupport.PostgresResource;
import dev.mosty.testsupport.Tables;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /admin/deliveries}, over real HTTP and a real database. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(AdminSettings.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class DeliveriesPageTest {
    @Inject
    Site site;

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void oneChannelAndNoWork() {
        site.emptied();
        Tables.empty(jdbi, "delivery", "delivery_done", "delivery_lane", "channel");
        jdbi.useHandle(handle -> handle.execute("insert into channel (name, holder) values ('amocrm', 'gate')"));
    }

    @Test
    void aChannelIsPausedWithAReasonAndResumed() {
        String login = site.person(Role.ADMIN);
        Browser admin = site.signedIn(login);

        assertThat(admin.post("/admin/deliveries/pause", "channel", "amocrm", "reason", " ")
                        .page())
                .contains("Напишите причину паузы");
        var paused = admin.post("/admin/deliveries/pause", "channel", "amocrm", "reason", "<b>works</b> at amoCRM");
        String page = admin.get(paused.location()).page();
        assertThat(page).contains("Канал приостановлен.", "&lt;b&gt;works&lt;/b&gt; at amoCRM", "Возобновить");
        assertThat(number("select count(*) from channel where paused_until = 'infinity'"))
                .isEqualTo(1);
        admin.post("/admin/deliveries/resume", "channel", "amocrm");

        assertThat(number("select count(*) from channel where paused_until is null"))
                .isEqualTo(1);
        assertThat(site.audit())
                .contains(login + " channel.paused amocrm <b>works</b> at amoCRM", login + " channel.resumed amocrm");
        assertThat(admin.post("/admin/deliveries/resume", "channel", "nowhere").status())
                .isEqualTo(404);
    }

    @Test
    void aDeadLetterIsSeenMaskedAndSentAgain() {
        accept("233", "{\"lead_id\":233,\"phone\":\"+79161234567\",\"name\":\"Иванова Анна\"}");
        bury("amoCRM refused: <i>");
        String login = site.person(Role.ADMIN);
        Browser admin = site.signedIn(login);

        assertThat(admin.get("/admin/deliveries?state=dead").page())
                .contains("amoCRM отказала: &lt;i&gt;", "По этому отбору: 1");
        assertThat(admin.get("/admin/deliveries?state=dead&text=%D0%9E%D0%A2%D0%9A%D0%90%D0%97%D0%90%D0%9B%D0%90")
                        .page())
                .as("found by the words that are shown")
                .contains("По этому отбору: 1");
        assertThat(admin.get("/admin/deliveries/1?key=233").page())
                .contains("***67", "И. А.")
                .doesNotContain("9161234567", "Иванова");
        assertThat(admin.post("/admin/deliveries/1/replay").location()).endsWith("done=deliveries-replayed");

        assertThat(number("select count(*) from delivery where dead_at is null and replayed_at is not null"))
                .isEqualTo(1);
        assertThat(number("select pending from delivery_lane where key = '233'"))
                .isEqualTo(1);
        assertThat(site.audit()).contains(login + " delivery.replayed amocrm № 1, 233");
        assertThat(admin.post("/admin/deliveries/1/replay").location()).endsWith("deliveries-too-late");
        assertThat(admin.post("/admin/deliveries/99/replay").status()).isEqualTo(404);
    }

    @Test
    void aDiscardedOneStaysReadable() {
        accept("5", "{}");
        bury("no");
        Browser admin = site.signedIn(Role.ADMIN);

        admin.post("/admin/deliveries/1/discard");

        assertThat(admin.get("/admin/deliveries?state=done&key=5").page()).contains("отброшено");
        assertThat(admin.get("/admin/deliveries/1?key=5").page()).contains("отброшено");
    }

    @Test
    void theWholeSelectionIsSentAgainUpToWhatWasShown() {
        for (int i = 1; i <= 6; i++) {
            accept(Integer.toString(i), "{}");
        }
        bury("busy");
        jdbi.useHandle(handle -> handle.execute("update delivery set last_error = 'other' where id = 2"));
        Browser admin = site.signedIn(Role.ADMIN);
        assertThat(admin.get("/admin/deliveries?state=dead&text=BUSY").page())
                .contains("По этому отбору: 5", "name=\"upTo\" value=\"6\"");

        assertThat(admin.post("/admin/deliveries/replay", "channel", "amocrm", "key", "", "text", "busy")
                        .page())
                .contains("Сначала посмотрите");
        admin.post("/admin/deliveries/replay", "channel", "amocrm", "key", "", "text", "busy", "upTo", "5");

        List<Long> left =
                jdbi.withHandle(handle -> handle.select("select id from delivery where dead_at is not null order by id")
                        .mapTo(Long.class)
                        .list());
        assertThat(left).containsExactly(2L, 6L);
        admin.post("/admin/deliveries/discard", "channel", "", "key", "", "text", "", "upTo", "6");
        assertThat(number("select count(*) from delivery_done where outcome = 'discarded'"))
                .isEqualTo(2);
        assertThat(site.audit()).anyMatch(line -> line.contains("delivery.replayed amocrm 4 [amocrm  busy]"));
    }

    @Test
    void twentyRowsAPageAndTheNextOne() {
        for (int i = 1; i <= 25; i++) {
            accept(Integer.toString(i), "{}");
        }
        jdbi.useHandle(handle -> handle.execute("""
                insert into delivery_done (id, channel, key, kind, accepted_at, attempts, outcome, done_at)
                select n, 'amocrm', n, 'BOOKED', now(), 1, 'done', now() - n * interval '1 day'
                  from generate_series(101, 125) n
                """));
        Browser viewer = site.signedIn(Role.VIEWER);

        for (String state : List.of("waiting", "done")) {
            String first = viewer.get("/admin/deliveries?state=" + state).page();
            String next = first.replaceFirst("(?s).*href=\"(/admin/deliveries\\?[^\"]*before=[^\"]*)\".*", "$1")
                    .replace("&amp;", "&");
            String second = viewer.get(next).page();
            assertThat(first.split("href=\"/admin/deliveries/", -1)).hasSize(21);
            assertThat(second.split("href=\"/admin/deliveries/", -1)).hasSize(6);
        }
        assertThat(viewer.get("/admin/deliveries?before=nonsense").status()).isEqualTo(422);
        assertThat(viewer.get("/admin/deliveries?state=nonsense&channel=%00").status())
                .isEqualTo(200);
        assertThat(viewer.get("/admin/deliveries/999999999999999999").status()).isEqualTo(404);
    }

    @Test
    void aViewerLooksAndChangesNothing() {
        accept("1", "{}");
        bury("no");
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(viewer.get("/admin/deliveries?state=dead").page()).doesNotContain("popovertarget");
        for (String path : List.of("1/replay", "1/discard", "replay", "discard", "pause", "resume")) {
            assertThat(viewer.post("/admin/deliveries/" + path).status()).isEqualTo(403);
        }
        assertThat(site.signedIn(Role.EMPLOYEE).get("/admin/deliveries").status())
                .isEqualTo(403);
    }

    private void accept(String key, String payload) {
        jdbi.useTransaction(
                tx -> Acceptance.accept(tx, List.of(Item.of("amocrm", key, "BOOKED", payload, "request-" + key))));
    }

    /** As a drainer does. */
    private void bury(String why) {
        jdbi.useHandle(handle -> {
            handle.execute("update delivery set dead_at = now(), last_error = ?", why);
            handle.execute("delete from delivery_lane");
        });
    }

    private long number(String query) {
        return jdbi.withHandle(handle -> handle.select(query).mapTo(Long.class).one());
    }
}
