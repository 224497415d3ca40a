package dev.mosty.testbed.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import com.sun.net.httpserver.HttpServer;
import dev.mosty.testbed.browser.Chromium;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What only a browser can show of the administrator's telephony pages: the clipboard, a file, a recording elsewhere. */
class TelephonyPagesTest {
    private static final String PASSWORD = "long-password-of-the-test";

    @AutoClose
    private final DurablePostgres postgres = new DurablePostgres();

    @AutoClose
    private final Chromium chromium = Chromium.start();

    private final List<String> complaints = new CopyOnWriteArrayList<>();

    @Test
    void aTokenIsCopiedAFileIsTakenAndARecordingIsPlayedOnlyAfterAClick() throws IOException, SQLException {
        var url = postgres.create("telephony_pages");
        var asked = new CopyOnWriteArrayList<String>();
        var records = records(asked);
        try (var admin = ServiceProcess.start("admin-web", Map.of("DB_URL", url, "ADMIN_PASSWORD", PASSWORD))) {
            var page = signedIn(admin.url());
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });

            copiesTheToken(page, admin.url());
            takesAFile(page, admin.url());
            playsARecording(page, admin.url(), url, records, asked);
            assertThat(complaints).isEmpty();
        } finally {
            records.stop(0);
        }
    }

    private static void copiesTheToken(Page page, String admin) {
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page.navigate(admin + "/admin/settings/telephony");
        page.getByText("Создать токен 1С").first().click();
        var token = page.locator("#crm-token").textContent();

        page.getByText("Скопировать").click();

        assertThat(page.getByText("Скопировано")).isVisible();
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(token);
        page.navigate(admin + "/admin/settings/telephony");
        assertThat(page.content()).doesNotContain(token);
    }

    private static void takesAFile(Page page, String admin) {
        page.navigate(admin + "/admin/contacts/import");
        page.setInputFiles(
                "input[type=file]",
                new FilePayload(
                        "контакты.csv",
                        "text/csv",
                        "Имя;Телефоны\nПетрова Анна;8 999 123-45-67\nБез телефона;нет\n"
                                .getBytes(Charset.forName("windows-1251"))));
        page.getByText("Показать, что изменится").click();
        assertThat(page.locator("main")).containsText("Петрова Анна");
        assertThat(page.locator("main")).containsText("«нет»");

        page.locator("main form button").click();

        assertThat(page.locator("main")).containsText("Файл загружен.");
        assertThat(page.locator("main")).containsText("+79991234567");
    }

    private static void playsARecording(Page page, String admin, String url, HttpServer records, List<String> asked)
            throws SQLException {
        page.navigate(admin + "/admin/calls");
        assertThat(page.locator("main")).containsText("Звонков ещё нет.");
        try (var connection = DriverManager.getConnection(url, "postgres", "");
                var statement = connection.prepareStatement("""
                        insert into call (callid, direction, phone, began_at, answered_at, ended_at, state, status, result,
                            record_link, closed_at, closed_by)
                        values ('1659685427407907141', 'in', '89991234567', now(), now(), now(), 3, 'ANSWER', 'success',
                            ?, now(), 'pbx')
                        """)) {
            statement.setString(1, "http://127.0.0.1:" + records.getAddress().getPort() + "/a.wav");
            statement.executeUpdate();
        }
        // The page asks by itself, every five seconds, until there is a first call.
        Locator listen = page.getByText("Прослушать").first();
        assertThat(listen).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
        assertThat(asked).isEmpty();

        listen.click();
        assertThat(page.locator("audio")).isVisible();
        assertThat(asked).isEmpty();
        page.evaluate("document.querySelector('audio').play()");

        assertThat(asked).contains("/a.wav no referrer");
    }

    private Page signedIn(String admin) {
        var page = chromium.window(1280, 900);
        page.navigate(admin + "/");
        page.locator("input[name=login]").fill("root");
        page.locator("input[name=password]").fill(PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(address -> !address.contains("login"));
        return page;
    }

    /** The PBX's own site, which has half a second of silence. */
    private static HttpServer records(List<String> asked) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var referrer = exchange.getRequestHeaders().getFirst("Referer");
            asked.add(exchange.getRequestURI() + (referrer == null ? " no referrer" : " " + referrer));
            var sound = silence();
            exchange.getResponseHeaders().set("Content-Type", "audio/wav");
            exchange.sendResponseHeaders(200, sound.length);
            exchange.getResponseBody().write(sound);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** PCM, one channel, 8000 samples a second of 8 bits. */
    private static byte[] silence() {
        int samples = 4000;
        var wav = ByteBuffer.allocate(44 + samples).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(8000);
        wav.putShort((short) 1).putShort((short) 8);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples);
        while (wav.hasRemaining()) {
            wav.put((byte) 0x80);
        }
        return wav.array();
    }
}
