package dev.mosty.access;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The open sessions of people, in the table {@code session}. A session holds for 60 days and ends at once, everywhere
 * within {@link #REMEMBERED}, when it is revoked or its person is disabled; a new role holds as soon.
 */
@Singleton
public final class UserSessions {
    /** How long a session lasts. */
    public static final Duration LASTS = Duration.ofDays(60);

    /** How long another replica may still trust what it read. */
    static final Duration REMEMBERED = Duration.ofSeconds(5);

    private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

    private static final String OPEN = """
            select s.id as session, s.last_seen_at, u.id, u.login, u.role, u.extensions
            from session s join app_user u on u.id = s.user_id
            where s.revoked_at is null and u.disabled_at is null
            """;

    private final Jdbi jdbi;
    private final SessionCookie cookie;
    private final Clock clock;
    private final Executor background;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<String, Remembered> remembered = new ConcurrentHashMap<>();

    /** @param background runs the marks of when a session was last seen, which no request waits for */
    public UserSessions(Jdbi jdbi, SessionCookie cookie, Clock clock, @Identifier("background") Executor background) {
        this.jdbi = jdbi;
        this.cookie = cookie;
        this.clock = clock;
        this.background = background;
    }

    /** Opens a session, as part of the caller's transaction; the value of the cookie. */
    public String open(Handle tx, long userId, String address, String userAgent) {
        byte[] bits = new byte[18];
        random.nextBytes(bits);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        Instant now = clock.instant();
        Instant end = now.plus(LASTS);
        tx.execute("""
                insert into session (id, user_id, created_at, expires_at, last_seen_at, address, user_agent)
                values (?, ?, ?, ?, ?, ?, ?)
                """, id, userId, now, end, now, address, userAgent);
        return cookie.of(id, end);
    }

    /** Who shows this cookie; empty if there is none, it is not ours, or its session is over. */
    public Optional<SignedIn> check(@Nullable String value) {
        if (value == null) {
            return Optional.empty();
        }
        return cookie.session(value).flatMap(this::open);
    }

    private Optional<SignedIn> open(String session) {
        Instant now = clock.instant();
        Remembered known = remembered.get(session);
        if (known != null && now.isBefore(known.until())) {
            return Optional.of(known.who());
        }
        Optional<Found> found = find(session, now);
        found.ifPresentOrElse(
                row -> {
                    remembered.put(session, new Remembered(row.who(), now.plus(REMEMBERED)));
                    markSeen(row, now);
                },
                () -> remembered.remove(session));
        return found.map(Found::who);
    }

    private record Remembered(SignedIn who, Instant until) {}

    private record Found(SignedIn who, Instant seen) {}

    private Optional<Found> find(String session, Instant now) {
        return jdbi.withHandle(handle -> handle.select(OPEN + "and s.id = ? and s.expires_at > ?", session, now)
                .map((row, context) -> found(row))
                .findOne());
    }

    /** Those of these sessions that hold, asked of the database now: for whoever serves many of them for hours. */
    public Map<String, SignedIn> held(Collection<String> ids) {
        return jdbi.withHandle(handle -> handle
                .createQuery(OPEN + "and s.id = any(:ids) and s.expires_at > :now")
                .bindArray("ids", String.class, ids)
                .bind("now", clock.instant())
                .map((row, context) -> found(row).who())
                .stream()
                .collect(Collectors.toMap(SignedIn::session, Function.identity())));
    }

    private static Found found(ResultSet row) throws SQLException {
        var who = new SignedIn(
                row.getLong("id"),
                row.getString("login"),
                Role.of(row.getString("role")).orElseThrow(),
                texts(row.getArray("extensions")),
                row.getString("session"));
        return new Found(who, row.getTimestamp("last_seen_at").toInstant());
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    /** A mark that is lost is only a mark. */
    private void markSeen(Found row, Instant now) {
        if (now.isAfter(row.seen().plus(SEEN_EVERY))) {
            background.execute(() -> jdbi.useHandle(handle -> handle.execute(
                    "update session set last_seen_at = ? where id = ?",
                    now,
                    row.who().session())));
        }
    }

    /** Ends one session of that person, as part of the caller's transaction; false if it is none of theirs or over. */
    public boolean revoke(Handle tx, long userId, String session) {
        return tx.execute(
                        "update session set revoked_at = ? where id = ? and user_id = ? and revoked_at is null",
                        clock.instant(),
                        session,
                        userId)
                == 1;
    }

    /** Ends all sessions of that person but one, which may be none at all; how many there were. */
    public int revokeOthers(Handle tx, long userId, String but) {
        return tx.execute(
                "update session set revoked_at = ? where user_id = ? and id <> ? and revoked_at is null",
                clock.instant(),
                userId,
                but);
    }

    /** To be called after the commit of whatever ended sessions or changed a person: here it then holds at once. */
    public void forget() {
        remembered.clear();
    }
}
