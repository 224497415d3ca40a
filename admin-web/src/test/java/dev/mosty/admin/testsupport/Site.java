package dev.mosty.admin.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.access.Role;
import dev.mosty.access.UserSessions;
import dev.mosty.admin.login.Passwords;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jdbi.v3.core.Jdbi;

/** The service under test, and the people that a test needs there: {@code @Inject Site site}. */
@Singleton
public class Site {
    /** Of everybody made here. */
    public static final String PASSWORD = "correct horse battery";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final UserSessions sessions;
    private final Jdbi jdbi;
    private final String hash;

    Site(UserSessions sessions, Passwords passwords, Jdbi jdbi) {
        this.sessions = sessions;
        this.jdbi = jdbi;
        this.hash = passwords.hash(PASSWORD);
    }

    /** Nobody is signed in there. */
    public Browser browser() {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        return new Browser(URI.create("http://localhost:" + port + "/"));
    }

    /** A new person of that role is signed in there. */
    public Browser signedIn(Role role) {
        return signedIn(person(role));
    }

    /** That person is signed in there, with {@link #PASSWORD}. */
    public Browser signedIn(String login) {
        Browser browser = browser();
        assertThat(browser.post("/admin/login", "login", login, "password", PASSWORD)
                        .status())
                .isEqualTo(303);
        return browser;
    }

    /** The login of a new person of that role. */
    public String person(Role role) {
        String login = role.key() + NUMBER.incrementAndGet();
        jdbi.useHandle(handle -> handle.execute(
                "insert into app_user (login, password_hash, role) values (?, ?, ?)", login, hash, role.key()));
        return login;
    }

    /** As if nobody but the first administrator had ever been here. */
    public void emptied() {
        jdbi.useTransaction(tx -> {
            tx.execute("delete from session");
            tx.execute("delete from app_user where login <> 'root'");
            tx.execute("update app_user set disabled_at = null, role = 'admin'");
            tx.execute("delete from audit");
        });
        sessions.forget();
    }

    /** What the audit says, oldest first: {@code who action subject detail}. */
    public List<String> audit() {
        return jdbi.withHandle(handle -> handle.select(
                        "select concat_ws(' ', who, action, subject, nullif(detail, '')) from audit order by id")
                .mapTo(String.class)
                .list());
    }
}
