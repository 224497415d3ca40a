package dev.mosty.gate.amocrm;

import dev.mosty.settings.CannotOpen;
import dev.mosty.settings.Seal;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The pair of tokens, sealed, in the one row that all replicas see. A refresh token works once: the new pair is stored
 * before anybody uses it.
 */
@Singleton
public class TokenStore {
    private static final Logger LOG = Logger.getLogger(TokenStore.class);
    private static final String PROVIDER = "amocrm";

    private final Jdbi jdbi;
    private final Seal seal;

    TokenStore(Jdbi jdbi, Seal seal) {
        this.jdbi = jdbi;
        this.seal = seal;
    }

    /**
     * What is known of the connection.
     *
     * @param problem why amoCRM no longer accepts us, in a sentence; null while it does
     * @param refreshWantedAt when a person last asked for a refresh that has not happened yet
     * @param spentCodes digests of the authorization codes that were exchanged, whatever came of it
     */
    record Connection(
            @Nullable String accessToken,
            @Nullable String refreshToken,
            @Nullable Instant expiresAt,
            @Nullable Instant refreshedAt,
            @Nullable String problem,
            @Nullable Instant refreshWantedAt,
            Set<String> spentCodes) {
        static final Connection NONE = new Connection(null, null, null, null, null, null, Set.of());

        @Override
        public String toString() {
            return "Connection[expires " + expiresAt + ", problem " + problem + "]";
        }
    }

    Connection read() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select access_token, refresh_token, expires_at, refreshed_at, problem, refresh_wanted_at,
                               spent_codes
                        from oauth_token where provider = :provider
                        """)
                .bind("provider", PROVIDER)
                .map((row, context) -> new Connection(
                        opened("access", row.getString("access_token")),
                        opened("refresh", row.getString("refresh_token")),
                        instant(row.getTimestamp("expires_at")),
                        instant(row.getTimestamp("refreshed_at")),
                        row.getString("problem"),
                        instant(row.getTimestamp("refresh_wanted_at")),
                        Set.copyOf(Arrays.asList(
                                (String[]) row.getArray("spent_codes").getArray()))))
                .findOne()
                .orElse(Connection.NONE));
    }

    /** Stores a new pair, before its first use. */
    void replace(String accessToken, Optional<String> refreshToken, Instant now, Duration life) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into oauth_token as t (provider, access_token, refresh_token, expires_at, refreshed_at)
                        values (:provider, :access, :refresh, :expires, :now)
                        on conflict (provider) do update set access_token = excluded.access_token,
                            refresh_token = excluded.refresh_token, expires_at = excluded.expires_at,
                            refreshed_at = excluded.refreshed_at, problem = null, problem_at = null,
                            refresh_wanted_at = null
                        """)
                .bind("provider", PROVIDER)
                .bind("access", seal.seal(name("access"), accessToken))
                .bind(
                        "refresh",
                        refreshToken
                                .map(token -> seal.seal(name("refresh"), token))
                                .orElse(null))
                .bind("expires", now.plus(life))
                .bind("now", now)
                .execute());
    }

    /** Stores a pair from elsewhere, unless there is one of our own: another replica may have been first. */
    void importPair(String accessToken, String refreshToken, Instant now, Duration life) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into oauth_token as t (provider, access_token, refresh_token, expires_at, refreshed_at)
                        values (:provider, :access, :refresh, :expires, :now)
                        on conflict (provider) do update set access_token = excluded.access_token,
                            refresh_token = excluded.refresh_token, expires_at = excluded.expires_at,
                            refreshed_at = excluded.refreshed_at
                         where t.access_token is null
                        """)
                .bind("provider", PROVIDER)
                .bind("access", seal.seal(name("access"), accessToken))
                .bind("refresh", seal.seal(name("refresh"), refreshToken))
                .bind("expires", now.plus(life))
                .bind("now", now)
                .execute());
    }

    /** Marks a code as used before it is: a second exchange of the same code can only fail. */
    void spend(String codeDigest) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into oauth_token as t (provider, spent_codes) values (:provider, array[:code])
                        on conflict (provider) do update set spent_codes = t.spent_codes || excluded.spent_codes
                        where not t.spent_codes @> excluded.spent_codes
                        """)
                .bind("provider", PROVIDER)
                .bind("code", codeDigest)
                .execute());
    }

    void problem(String sentence) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into oauth_token (provider, problem, problem_at) values (:provider, :problem, now())
                        on conflict (provider) do update set problem = excluded.problem, problem_at = now(),
                            refresh_wanted_at = null
                        """)
                .bind("provider", PROVIDER)
                .bind("problem", sentence)
                .execute());
    }

    /** A person asks for a refresh; the channel's holder does it, wherever it runs. */
    void wantRefresh() {
        jdbi.useHandle(handle -> handle.execute("select mosty_amo_refresh()"));
    }

    /**
     * Seals again with the current key what only the old one opens, so that the old one may go. What neither opens is
     * lost: a person connects anew.
     */
    void resealAtStart(@Observes StartupEvent start) {
        jdbi.useTransaction(tx -> {
            tx.execute("select 1 from oauth_token where provider = ? for update", PROVIDER);
            for (var which : List.of("access", "refresh")) {
                reseal(tx, which);
            }
        });
    }

    private void reseal(Handle tx, String which) {
        var column = which + "_token";
        var sealed = tx.createQuery("select " + column + " from oauth_token where provider = :provider")
                .bind("provider", PROVIDER)
                .mapTo(String.class)
                .findOne();
        if (sealed.isEmpty() || seal.isCurrent(name(which), sealed.get())) {
            return;
        }
        try {
            tx.execute(
                    "update oauth_token set " + column + " = ? where provider = ?",
                    seal.seal(name(which), seal.open(name(which), sealed.get())),
                    PROVIDER);
        } catch (CannotOpen e) {
            LOG.error("The stored tokens of amoCRM open with neither key; a person must connect it again");
            tx.execute(
                    "update oauth_token set " + column + " = null, problem = ?, problem_at = now() where provider = ?",
                    "the stored tokens open with neither MOSTY_SECRET_KEY nor MOSTY_SECRET_KEY_OLD",
                    PROVIDER);
        }
    }

    private @Nullable String opened(String which, @Nullable String sealed) {
        return sealed == null ? null : seal.open(name(which), sealed);
    }

    private static String name(String which) {
        return "oauth_token/" + PROVIDER + "/" + which;
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
