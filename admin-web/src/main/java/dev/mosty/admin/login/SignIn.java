package dev.mosty.admin.login;

import dev.mosty.access.Attempts;
import dev.mosty.access.UserSessions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Login and password become a session. Ten failures of a login from one address cost nothing, each further one doubles
 * the wait, from 2 seconds to 15 minutes; a session that is open is never asked.
 */
@Singleton
class SignIn {
    private static final int FREE = 10;

    private final Jdbi jdbi;
    private final Passwords passwords;
    private final UserSessions sessions;
    private final Clock clock;
    private final Attempts attempts;

    SignIn(Jdbi jdbi, Passwords passwords, UserSessions sessions, Clock clock) {
        this.jdbi = jdbi;
        this.passwords = passwords;
        this.sessions = sessions;
        this.clock = clock;
        this.attempts = new Attempts(FREE, Duration.ofSeconds(2), Duration.ofMinutes(15), clock);
    }

    /** How a try ended. */
    sealed interface Result {
        record In(String cookie) implements Result {
            @Override
            public String toString() {
                return "In[cookie=***]";
            }
        }

        /** Wrong login, wrong password or a disabled person: which of them is nobody's business. */
        record Wrong() implements Result {}

        record Wait(Duration left) implements Result {}
    }

    Result with(String login, String password, String address, String userAgent) {
        return switch (proven(login, password, address)) {
            case Proof.Wait(Duration left) -> new Result.Wait(left);
            case Proof.Wrong ignored -> new Result.Wrong();
            case Proof.Right(long id) ->
                new Result.In(jdbi.inTransaction(tx -> {
                    tx.execute("update app_user set last_login_at = ? where id = ?", clock.instant(), id);
                    return sessions.open(tx, id, address, userAgent);
                }));
        };
    }

    /** Whether that is the password of that login, for a change that asks for it again. Guesses count here too. */
    boolean confirms(String login, String password, String address) {
        return proven(login, password, address) instanceof Proof.Right;
    }

    private sealed interface Proof {
        record Right(long id) implements Proof {}

        record Wrong() implements Proof {}

        record Wait(Duration left) implements Proof {}
    }

    private Proof proven(String login, String password, String address) {
        String key = login.toLowerCase(Locale.ROOT) + " " + address;
        Duration left = attempts.left(key);
        if (!left.isZero()) {
            return new Proof.Wait(left);
        }
        Optional<Account> account = password.length() > Passwords.LONGEST ? Optional.empty() : find(login);
        if (account.isEmpty()) {
            passwords.pretend(password.substring(0, Math.min(password.length(), Passwords.LONGEST)));
        }
        if (account.isEmpty() || !passwords.fits(password, account.get().hash())) {
            attempts.failed(key);
            return new Proof.Wrong();
        }
        attempts.succeeded(key);
        return new Proof.Right(account.get().id());
    }

    private record Account(long id, String hash) {}

    private Optional<Account> find(String login) {
        return jdbi.withHandle(handle -> handle.select("""
                        select id, password_hash from app_user where lower(login) = lower(?) and disabled_at is null
                        """, login)
                .map((row, context) -> new Account(row.getLong("id"), row.getString("password_hash")))
                .findOne());
    }
}
