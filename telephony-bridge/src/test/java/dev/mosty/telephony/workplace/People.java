package dev.mosty.telephony.workplace;

import dev.mosty.access.Role;
import dev.mosty.access.SessionCookie;
import dev.mosty.access.UserSessions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;

/** Employees with sessions of their own, as admin-web would have made them. */
record People(Jdbi jdbi, UserSessions sessions) {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Somebody who is signed in. */
    record Person(long id, String login, String cookie) {
        /** As a browser sends it. */
        String header() {
            return SessionCookie.NAME + "=" + cookie;
        }
    }

    Person employee(String... extensions) {
        return person(Role.EMPLOYEE, extensions);
    }

    Person person(Role role, String... extensions) {
        String login = role.key() + NUMBER.incrementAndGet();
        return jdbi.inTransaction(tx -> {
            long id = tx.createQuery("""
                            insert into app_user (login, password_hash, role, extensions)
                            values (:login, 'none', :role, :exts) returning id
                            """)
                    .bind("login", login)
                    .bind("role", role.key())
                    .bindArray("exts", String.class, List.of(extensions))
                    .mapTo(Long.class)
                    .one();
            return new Person(id, login, sessions.open(tx, id, "127.0.0.1", "test"));
        });
    }

    void signOut(Person person) {
        jdbi.useHandle(
                handle -> handle.execute("update session set revoked_at = now() where user_id = ?", person.id()));
        sessions.forget();
    }
}
