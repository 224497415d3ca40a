package dev.mosty.admin.login;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.BCrypt.Version;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategy;
import dev.mosty.admin.AdminConfig;
import dev.mosty.settings.Misconfigured;
import dev.mosty.web.Refused;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hashes passwords with bcrypt, which is slow on purpose; so only a few at once, and whoever waits too long for a turn
 * is told to come back (503). A password of more than 71 bytes goes through SHA-512 first, since bcrypt sees no more.
 */
@Singleton
public final class Passwords {
    /** In characters; what people may choose. */
    public static final int SHORTEST = 8;

    /** In characters; nobody types more, and hashing megabytes is work for nothing. */
    public static final int LONGEST = 200;

    private static final Version VERSION = Version.VERSION_2B;
    private static final LongPasswordStrategy LONG = LongPasswordStrategies.hashSha512(VERSION);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final int cost;
    private final Semaphore turns;
    private final Duration patience;
    private final SecureRandom random = new SecureRandom();
    private final String nobodys;

    @Inject
    Passwords(AdminConfig config) {
        this(config.passwordCost(), Math.max(1, Runtime.getRuntime().availableProcessors() / 2), PATIENCE);
    }

    /**
     * @param atOnce how many are hashed at the same time
     * @param patience how long the next one waits
     */
    Passwords(int cost, int atOnce, Duration patience) {
        this.cost = cost;
        this.turns = new Semaphore(atOnce, true);
        this.patience = patience;
        if (cost < BCrypt.MIN_COST || cost > 16) {
            throw new Misconfigured("ADMIN_PASSWORD_COST", "must be from 4 to 16");
        }
        this.nobodys = hash(random());
    }

    public String hash(String password) {
        return inTurn(() -> BCrypt.with(VERSION, random, LONG).hashToString(cost, password.toCharArray()));
    }

    public boolean fits(String password, String hash) {
        return inTurn(() -> BCrypt.verifyer(VERSION, LONG).verify(password.toCharArray(), hash.toCharArray()).verified);
    }

    /** Takes the time that {@link #fits} takes, so that a clock does not tell which logins exist. */
    void pretend(String password) {
        fits(password, nobodys);
    }

    /** 120 random bits, for a password that nobody has to remember. */
    String random() {
        byte[] bits = new byte[15];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    <T> T inTurn(Supplier<T> work) {
        try {
            if (!turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Refused(503, "Too many people sign in at once; try again in a moment.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(503, "The service is stopping.");
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }
}
