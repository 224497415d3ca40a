package dev.mosty.access;

import dev.mosty.settings.Sha256;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The tokens that other programs present, in the table {@code access_token} as hashes. A token is looked up by its
 * hash, so the time of an answer says nothing about how much of a guess was right.
 */
@Singleton
public final class AccessTokens {
    /** How long a disabled or replaced token may still pass: the price of checking without a query. */
    static final Duration REMEMBERED = Duration.ofSeconds(5);

    private static final Duration MARKED_EVERY = Duration.ofMinutes(1);

    private final Jdbi jdbi;
    private final Clock clock;
    private final Executor background;
    private final SecureRandom random = new SecureRandom();

    /** Accepted ones only, so it is never larger than the table. */
    private final ConcurrentMap<ByteBuffer, Remembered> remembered = new ConcurrentHashMap<>();

    private final ConcurrentMap<Long, Instant> marked = new ConcurrentHashMap<>();

    /** @param background runs the marks of last use, which no request waits for */
    public AccessTokens(Jdbi jdbi, Clock clock, @Identifier("background") Executor background) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.background = background;
    }

    /**
     * Makes a token of 256 random bits and returns it this once; empty if that purpose has one of that name already.
     * Of several replicas that make the first token, exactly one is given it.
     */
    public Optional<String> issue(String purpose, String name) {
        return jdbi.inTransaction(tx -> issue(tx, purpose, name));
    }

    /** As part of the caller's transaction. */
    public Optional<String> issue(Handle tx, String purpose, String name) {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        String plain = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        int inserted = tx.execute(
                "insert into access_token (purpose, name, hash) values (?, ?, ?) on conflict do nothing",
                purpose,
                name,
                hash(purpose, plain));
        return inserted == 1 ? Optional.of(plain) : Optional.empty();
    }

    /**
     * Makes the token that the environment gives the accepted one of that name. The same value again changes nothing
     * (a disabled one stays disabled); another value replaces the old one.
     *
     * @throws IllegalStateException if another name of that purpose has the same token
     */
    public void seed(String purpose, String name, String plain) {
        byte[] hash = hash(purpose, plain);
        jdbi.useTransaction(handle -> {
            boolean taken = handle.select(
                            "select exists (select from access_token where hash = ? and name <> ?)", hash, name)
                    .mapTo(Boolean.class)
                    .one();
            if (taken) {
                throw new IllegalStateException(
                        "The token \"" + name + "\" (" + purpose + ") is the token of another name already.");
            }
            handle.execute("""
                    insert into access_token as t (purpose, name, hash) values (?, ?, ?)
                    on conflict (purpose, name) do update
                        set hash = excluded.hash, created_at = now(), last_used_at = null, disabled_at = null
                        where t.hash <> excluded.hash
                    """, purpose, name, hash);
        });
    }

    /** From then on the token is refused, everywhere within 5 seconds. */
    public void disable(long id) {
        jdbi.useTransaction(tx -> disable(tx, id));
        forget();
    }

    /** As part of the caller's transaction, which is to {@link #forget} after it; false if it was disabled already. */
    public boolean disable(Handle tx, long id) {
        return tx.execute("update access_token set disabled_at = now() where id = ? and disabled_at is null", id) == 1;
    }

    /** To be called after the commit of a change: in this process it then holds at once. */
    public void forget() {
        remembered.clear();
    }

    /** The accepted token, or empty if it is unknown, disabled or of another purpose. */
    public Optional<AccessToken> check(String purpose, String presented) {
        byte[] hash = hash(purpose, presented);
        Instant now = clock.instant();
        Remembered known = remembered.get(ByteBuffer.wrap(hash));
        if (known == null || !now.isBefore(known.until())) {
            Optional<AccessToken> found = find(hash);
            if (found.isEmpty()) {
                remembered.remove(ByteBuffer.wrap(hash));
                return Optional.empty();
            }
            known = new Remembered(found.get(), now.plus(REMEMBERED));
            remembered.put(ByteBuffer.wrap(hash), known);
        }
        markUsed(known.token().id(), now);
        return Optional.of(known.token());
    }

    private record Remembered(AccessToken token, Instant until) {}

    private Optional<AccessToken> find(byte[] hash) {
        return jdbi.withHandle(handle -> handle.select("""
                        select id, purpose, name from access_token where hash = ? and disabled_at is null
                        """, hash)
                .map((row, context) ->
                        new AccessToken(row.getLong("id"), row.getString("purpose"), row.getString("name")))
                .findOne());
    }

    /** A mark that is lost (the database is away) is only a mark: the next one comes in a minute. */
    private void markUsed(long id, Instant now) {
        Instant last = marked.get(id);
        if (last != null && now.isBefore(last.plus(MARKED_EVERY))) {
            return;
        }
        boolean mine = last == null ? marked.putIfAbsent(id, now) == null : marked.replace(id, last, now);
        if (mine) {
            background.execute(() -> jdbi.useHandle(
                    handle -> handle.execute("update access_token set last_used_at = ? where id = ?", now, id)));
        }
    }

    /** The purpose is part of it, so that one value in two variables is two tokens. */
    private static byte[] hash(String purpose, String plain) {
        return Sha256.of(purpose + "\0" + plain);
    }
}
