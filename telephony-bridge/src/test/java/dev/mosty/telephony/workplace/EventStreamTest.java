package dev.mosty.telephony.workplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.access.UserSessions;
import dev.mosty.settings.Settings;
import dev.mosty.settings.TelephonySettings;
import dev.mosty.settings.TelephonySettings.Document;
import dev.mosty.settings.TelephonySettings.Shown;
import dev.mosty.settings.TelephonySettings.Window;
import dev.mosty.telephony.FakeOneC;
import dev.mosty.telephony.Http;
import dev.mosty.testsupport.PostgresResource;
import dev.mosty.testsupport.Tables;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stream of an employee's calls over real HTTP. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(FakeOneC.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class EventStreamTest {
    @TestHTTPResource("/workplace/events")
    URI stream;

    @TestHTTPResource("/")
    URI home;

    @Inject
    Jdbi jdbi;

    @Inject
    UserSessions sessions;

    @Inject
    Settings settings;

    private Http http;
    private People people;
    private int calls;

    @BeforeEach
    void aNewDay() {
        http = new Http(home);
        people = new People(jdbi, sessions);
        Tables.empty(jdbi, "delivery_lane", "delivery", "call");
        settings.update(
                new TelephonySettings(
                                Window.START, Window.START, Document.END, Document.END, Shown.BOTH, 5, false, true)
                        .changes(),
                "test");
        await().untilAsserted(() -> assertThat(streams()).isZero());
    }

    private String rings(String ext) {
        String callId = "screen-" + ++calls;
        pbx(1, callId, ext);
        return callId;
    }

    private void pbx(int event, String callId, String ext) {
        String query = "event=" + event + "&src_type=1&call_id=" + callId + "&line=3&dst_num=" + ext
                + "&src_num=89991234567" + (event == 2 ? "&status=ANSWER&timestamp=1694181450" : "");
        assertThat(http.pbx(query).status()).isEqualTo(200);
    }

    private Screen screen(People.Person person, String... more) {
        List<String> headers = new ArrayList<>(List.of("Cookie", person.header()));
        headers.addAll(List.of(more));
        return Screen.open(stream, headers.toArray(String[]::new));
    }

    private long streams() {
        return http.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("workplace_streams"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .mapToLong(value -> (long) Double.parseDouble(value))
                .sum();
    }

    // ── What is told ──

    @Test
    void aCallOpensItsWindowIsAnsweredAndClosesIt() {
        try (Screen screen = screen(people.employee("100"))) {
            String call = rings("100");
            await().untilAsserted(
                            () -> assertThat(screen.events()).containsExactly("call 100", "open 100", "notice 100"));
            pbx(3, call, "100");
            pbx(2, call, "100");

            await().untilAsserted(() -> assertThat(screen.events())
                    .containsExactly("call 100", "open 100", "notice 100", "call 100", "close 100", "call 100"));
            assertThat(screen.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(screen.header("Content-Type")).startsWith("text/event-stream");
            assertThat(screen.lines().getLast()).isEmpty();
            assertThat(String.join("\n", screen.lines())).contains("\"document\": \"shown\"");
        }
    }

    @Test
    void aWindowOpensWithinAFewMilliseconds() {
        try (Screen screen = screen(people.employee("100"))) {
            rings("100");
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofMillis(700)) // Under the poll of a second: it was the notice.
                    .until(() -> screen.events().contains("open 100"));
        }
    }

    @Test
    void nobodySeesTheCallsOfOthers() {
        try (Screen mine = screen(people.employee("100"));
                Screen others = screen(people.employee("101", "102"))) {
            rings("100");
            rings("102");
            await().untilAsserted(() -> assertThat(others.events()).contains("open 102"));

            assertThat(mine.events()).containsExactly("call 100", "open 100", "notice 100");
            assertThat(others.events()).containsExactly("call 102", "open 102", "notice 102");
        }
    }

    // ── Who may ask ──

    @Test
    void aStrangerIsToldNothing() {
        assertThat(http.get("/workplace/events").status()).isEqualTo(401);
        assertThat(http.get("/workplace/events?ext=100").status()).isEqualTo(401);
        assertThat(http.get("/workplace/events?ext=100&token=screen-secret-101").status())
                .isEqualTo(401);
        assertThat(http.get("/workplace/events?ext=999&token=screen-secret-100").status())
                .isEqualTo(401);
        assertThat(http.get("/workplace/events?token=screen-secret-100").status())
                .isEqualTo(401);
        try (Screen forged = Screen.open(stream, "Cookie", "mosty_session=eyJhbGciOiJub25lIn0.e30.")) {
            assertThat(forged.status()).isEqualTo(401);
        }
        try (Screen none = screen(people.employee())) {
            assertThat(none.status()).isEqualTo(403);
        }
    }

    @Test
    void aProgramShowsTheTokenOfItsExtension() {
        try (Screen byQuery = Screen.open(URI.create(stream + "?ext=100&token=screen-secret-100"));
                Screen byHeader =
                        Screen.open(URI.create(stream + "?ext=101"), "Authorization", "Bearer screen-secret-101")) {
            rings("100");
            rings("101");

            await().untilAsserted(() -> assertThat(byQuery.events()).contains("open 100"));
            await().untilAsserted(() -> assertThat(byHeader.events()).contains("open 101"));
            assertThat(byQuery.events()).noneMatch(event -> event.endsWith("101"));
        }
    }

    @Test
    void aStreamEndsSoonAfterItsSession() {
        var person = people.employee("100");
        try (Screen screen = screen(person)) {
            people.signOut(person);

            await().atMost(Duration.ofSeconds(8)).until(screen::ended);
            assertThat(screen(person).status()).isEqualTo(401);
        }
    }

    @Test
    void aStreamEndsWhenItsPersonGetsAnotherExtension() {
        var person = people.employee("100");
        try (Screen screen = screen(person)) {
            jdbi.useHandle(
                    handle -> handle.execute("update app_user set extensions = '{101}' where id = ?", person.id()));

            await().atMost(Duration.ofSeconds(8)).until(screen::ended);
        }
    }

    @Test
    void onePersonHasABoundedNumberOfStreams() {
        var person = people.employee("100");
        List<Screen> open = new ArrayList<>();
        try {
            for (int i = 0; i < Streams.OF_ONE; i++) {
                open.add(screen(person));
            }
            assertThat(open).allMatch(screen -> screen.status() == 200);
            try (Screen oneMore = screen(person);
                    Screen another = screen(people.employee("100"))) {
                assertThat(oneMore.status()).isEqualTo(429);
                assertThat(another.status()).isEqualTo(200);
            }
        } finally {
            open.forEach(Screen::close);
        }
    }

    // ── Lost lines ──

    @Test
    void whoComesBackIsToldWhatBecameOfTheCallAndOpensNoWindow() {
        var person = people.employee("100");
        String seen;
        try (Screen screen = screen(person)) {
            seen = screen.lastId();
        }
        String call = rings("100");
        pbx(2, call, "100");

        try (Screen back = screen(person, "Last-Event-ID", seen)) {
            await().untilAsserted(() -> assertThat(back.events()).containsExactly("call 100", "close 100", "call 100"));
            assertThat(back.lines())
                    .filteredOn(line -> line.startsWith("data: "))
                    .allMatch(line -> line.startsWith("data: {\"late\": true, "));
        }
    }

    @Test
    void anAbsurdLastIdIsNoFault() {
        for (String absurd : List.of("-1", "x", "999999999999999999", "9".repeat(500))) {
            try (Screen screen = screen(people.employee("100"), "Last-Event-ID", absurd)) {
                assertThat(screen.status()).isEqualTo(200);
            }
        }
    }

    @Test
    void aRowThatIsCommittedAfterALaterOneIsToldToo() {
        long call = aCall();
        try (Screen screen = screen(people.employee("100"));
                Handle slow = jdbi.open();
                Handle quick = jdbi.open()) {
            slow.begin();
            write(slow, call, "100", "close");
            write(quick, call, "100", "call");
            await().untilAsserted(() -> assertThat(screen.events()).containsExactly("call 100"));
            slow.commit();

            await().untilAsserted(() -> assertThat(screen.events()).containsExactly("call 100", "close 100"));
        }
    }

    @Test
    void aWindowThatIsWrittenTooLateStaysClosed() {
        long call = aCall();
        try (Screen screen = screen(people.employee("100"))) {
            jdbi.useHandle(handle -> handle.execute("""
                    insert into workplace_event (at, ext, kind, call_id, body)
                    values (now() - interval '31 seconds', '100', 'open', ?, '{"ext":"100"}')""", call));
            jdbi.useHandle(handle -> write(handle, call, "100", "call"));

            await().untilAsserted(() -> assertThat(screen.events()).containsExactly("call 100"));
        }
    }

    @Test
    void aReaderWhoDoesNotReadIsCutOff() throws IOException {
        long call = aCall();
        var person = people.employee("100");
        try (Socket lazy = new Socket()) {
            lazy.setReceiveBufferSize(4_096);
            lazy.connect(new java.net.InetSocketAddress(home.getHost(), home.getPort()));
            lazy.getOutputStream()
                    .write(("GET /workplace/events HTTP/1.1\r\nHost: x\r\nCookie: " + person.header() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            await().untilAsserted(() -> assertThat(streams()).isEqualTo(1));
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                jdbi.useHandle(handle -> handle.execute("""
                        insert into workplace_event (ext, kind, call_id, body)
                        select '100', 'call', ?, jsonb_build_object('ext', '100', 'filler', repeat('x', 20000))
                          from generate_series(1, 100)""", call));
                return streams() == 0;
            });
        }
    }

    private long aCall() {
        rings("nobody");
        return jdbi.withHandle(handle ->
                handle.select("select max(id) from call").mapTo(Long.class).one());
    }

    private static void write(Handle handle, long call, String ext, String kind) {
        handle.execute(
                "insert into workplace_event (ext, kind, call_id, body) values (?, ?, ?, jsonb_build_object('ext', ?))",
                ext,
                kind,
                call,
                ext);
    }
}
