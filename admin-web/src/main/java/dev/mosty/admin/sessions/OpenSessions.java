package dev.mosty.admin.sessions;

import dev.mosty.access.Audit;
import dev.mosty.access.Audit.Actor;
import dev.mosty.access.Role;
import dev.mosty.access.SignedIn;
import dev.mosty.access.UserSessions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The sessions that somebody may see and end: administrators everybody's, others their own. */
@Singleton
class OpenSessions {
    private final Jdbi jdbi;
    private final UserSessions sessions;
    private final Clock clock;

    OpenSessions(Jdbi jdbi, UserSessions sessions, Clock clock) {
        this.jdbi = jdbi;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** The own ones first, then by person, the newest first. */
    List<SessionRow> seenBy(SignedIn who) {
        return jdbi.withHandle(handle -> handle.select(
                        """
                        select s.*, u.login from session s join app_user u on u.id = s.user_id
                        where s.revoked_at is null and s.expires_at > ? and (? or s.user_id = ?)
                        order by s.user_id <> ?, lower(u.login), s.last_seen_at desc, s.id
                        limit 500
                        """, clock.instant(), who.role() == Role.ADMIN, who.userId(), who.userId())
                .map((row, context) -> new SessionRow(
                        row.getString("id"),
                        row.getString("login"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("last_seen_at").toInstant(),
                        row.getTimestamp("expires_at").toInstant(),
                        row.getString("address"),
                        row.getString("user_agent"),
                        row.getString("id").equals(who.session())))
                .list());
    }

    /** False if there is no such session among those that the person may end. */
    boolean revoke(String id, SignedIn who, Actor by) {
        boolean ended = jdbi.inTransaction(tx -> {
            Optional<Owner> owner = owner(tx, id).filter(of -> of.id() == who.userId() || who.role() == Role.ADMIN);
            boolean mine = owner.isPresent() && sessions.revoke(tx, owner.get().id(), id);
            if (mine) {
                Audit.write(tx, by, "session.revoked", owner.get().login(), "");
            }
            return mine;
        });
        sessions.forget();
        return ended;
    }

    /** Ends the person's own sessions but the one that asks. */
    void revokeOthers(SignedIn who, Actor by) {
        jdbi.useTransaction(tx -> {
            int ended = sessions.revokeOthers(tx, who.userId(), who.session());
            if (ended > 0) {
                Audit.write(tx, by, "session.others", who.login(), Integer.toString(ended));
            }
        });
        sessions.forget();
    }

    private record Owner(long id, String login) {}

    private static Optional<Owner> owner(Handle tx, String session) {
        return tx.select("""
                        select u.id, u.login from session s join app_user u on u.id = s.user_id where s.id = ?
                        """, session)
                .map((row, context) -> new Owner(row.getLong("id"), row.getString("login")))
                .findOne();
    }
}
