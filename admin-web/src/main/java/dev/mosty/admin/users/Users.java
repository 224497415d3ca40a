package dev.mosty.admin.users;

import dev.mosty.access.Audit;
import dev.mosty.access.Audit.Actor;
import dev.mosty.access.Role;
import dev.mosty.access.UserSessions;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code app_user}: each change with its line in the audit, and never without a last administrator. */
@Singleton
public class Users {
    private final Jdbi jdbi;
    private final UserSessions sessions;

    Users(Jdbi jdbi, UserSessions sessions) {
        this.jdbi = jdbi;
        this.sessions = sessions;
    }

    /** How a change ended. */
    public enum Result {
        DONE,
        /** Somebody has that login already. */
        TAKEN,
        /** Nobody could let anybody in any more. */
        LAST_ADMIN,
        /** There is no such person (any more). */
        UNKNOWN
    }

    List<UserRow> list() {
        return jdbi.withHandle(
                handle -> handle.select("""
                        select id, login, role, extensions, created_at, last_login_at, disabled_at
                        from app_user order by id
                        """).map((row, context) -> row(row)).list());
    }

    private static UserRow row(ResultSet row) throws SQLException {
        return new UserRow(
                row.getLong("id"),
                row.getString("login"),
                Role.of(row.getString("role")).orElseThrow(),
                List.of((String[]) row.getArray("extensions").getArray()),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("last_login_at")),
                row.getTimestamp("disabled_at") != null);
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    Result create(String login, String hash, Role role, List<String> extensions, Actor by) {
        return jdbi.inTransaction(tx -> {
            int made = tx.execute(
                    "insert into app_user (login, password_hash, role, extensions) values (?, ?, ?, ?)"
                            + " on conflict do nothing",
                    login,
                    hash,
                    role.key(),
                    extensions.toArray(String[]::new));
            if (made == 0) {
                return Result.TAKEN;
            }
            Audit.write(tx, by, "user.created", login, role.key());
            return Result.DONE;
        });
    }

    /** Also ends all sessions of that person. */
    Result disable(long id, Actor by) {
        return change(id, (tx, login) -> {
            if (isLastAdmin(tx, id)) {
                return Result.LAST_ADMIN;
            }
            if (tx.execute("update app_user set disabled_at = now() where id = ? and disabled_at is null", id) == 1) {
                sessions.revokeOthers(tx, id, "");
                Audit.write(tx, by, "user.disabled", login, "");
            }
            return Result.DONE;
        });
    }

    Result enable(long id, Actor by) {
        return change(id, (tx, login) -> {
            if (tx.execute("update app_user set disabled_at = null where id = ? and disabled_at is not null", id)
                    == 1) {
                Audit.write(tx, by, "user.enabled", login, "");
            }
            return Result.DONE;
        });
    }

    /** Role and extensions; holds for open sessions too. */
    Result assign(long id, Role role, List<String> extensions, Actor by) {
        return change(id, (tx, login) -> {
            if (role != Role.ADMIN && isLastAdmin(tx, id)) {
                return Result.LAST_ADMIN;
            }
            tx.execute(
                    "update app_user set role = ?, extensions = ? where id = ?",
                    role.key(),
                    extensions.toArray(String[]::new),
                    id);
            Audit.write(tx, by, "user.assigned", login, (role.key() + " " + String.join(", ", extensions)).strip());
            return Result.DONE;
        });
    }

    /** Also ends the person's sessions, all but {@code keptSession}. */
    public Result changePassword(long id, String hash, String keptSession, Actor by) {
        return change(id, (tx, login) -> {
            tx.execute("update app_user set password_hash = ? where id = ?", hash, id);
            sessions.revokeOthers(tx, id, keptSession);
            Audit.write(tx, by, "user.password", login, "");
            return Result.DONE;
        });
    }

    private Result change(long id, BiFunction<Handle, String, Result> change) {
        Result result = jdbi.inTransaction(
                tx -> login(tx, id).map(login -> change.apply(tx, login)).orElse(Result.UNKNOWN));
        sessions.forget();
        return result;
    }

    private static Optional<String> login(Handle tx, long id) {
        return tx.select("select login from app_user where id = ?", id)
                .mapTo(String.class)
                .findOne();
    }

    /**
     * Locks every active administrator in the order of their ids: of two administrators who disable each other at the
     * same moment the second waits here, and then sees that it is the last.
     */
    private static boolean isLastAdmin(Handle tx, long id) {
        List<Long> admins = tx.select(
                        "select id from app_user where role = 'admin' and disabled_at is null order by id for update")
                .mapTo(Long.class)
                .list();
        return admins.equals(List.of(id));
    }
}
