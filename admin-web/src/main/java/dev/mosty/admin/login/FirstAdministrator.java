package dev.mosty.admin.login;

import dev.mosty.access.Audit;
import dev.mosty.access.FirstCredentials;
import dev.mosty.admin.AdminConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * The administrator that an installation begins with: {@code ADMIN_LOGIN} with {@code ADMIN_PASSWORD}, or with a random
 * password that is shown once. Made only while there is nobody at all; of several replicas one makes it.
 */
@Singleton
class FirstAdministrator {
    private final Jdbi jdbi;
    private final AdminConfig config;
    private final Passwords passwords;
    private final FirstCredentials credentials;

    FirstAdministrator(Jdbi jdbi, AdminConfig config, Passwords passwords, FirstCredentials credentials) {
        this.jdbi = jdbi;
        this.config = config;
        this.passwords = passwords;
        this.credentials = credentials;
    }

    void makeAtStart(@Observes StartupEvent start) {
        if (somebodyIsThere()) {
            return;
        }
        Optional<String> given = config.password().filter(password -> !password.isBlank());
        String password = given.orElseGet(passwords::random);
        boolean mine = insert(config.login().strip(), passwords.hash(password));
        if (mine && given.isEmpty()) {
            credentials.tell("admin-web, login " + config.login().strip(), password);
        }
    }

    private boolean somebodyIsThere() {
        return jdbi.withHandle(handle -> handle.select("select exists (select from app_user)")
                .mapTo(Boolean.class)
                .one());
    }

    private boolean insert(String login, String hash) {
        return jdbi.inTransaction(tx -> {
            // Replicas that start together with different ADMIN_LOGINs still make one person.
            tx.execute("lock table app_user in share row exclusive mode");
            boolean made = tx.execute("""
                    insert into app_user (login, password_hash, role)
                    select ?, ?, 'admin' where not exists (select from app_user)
                    """, login, hash) == 1;
            if (made) {
                Audit.write(tx, new Audit.Actor("admin-web", ""), "user.created", login, "admin");
            }
            return made;
        });
    }
}
