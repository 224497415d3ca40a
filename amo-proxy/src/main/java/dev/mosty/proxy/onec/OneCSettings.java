package dev.mosty.proxy.onec;

import dev.mosty.settings.CannotOpen;
import dev.mosty.settings.Change;
import dev.mosty.settings.Settings;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Where 1C is, as the settings page has it. Made from {@code ONEC_*} at the first start; read again at most every
 * {@link #HOLDS}, so that a change holds at once for anybody who makes it by hand. While the database is away, what was
 * read last is used.
 */
@Singleton
class OneCSettings {
    static final Duration HOLDS = Duration.ofMillis(300);

    private static final Logger LOG = Logger.getLogger(OneCSettings.class);

    private final Jdbi jdbi;
    private final Settings settings;
    private final OneCConfig config;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Read last;

    OneCSettings(Jdbi jdbi, Settings settings, OneCConfig config) {
        this.jdbi = jdbi;
        this.settings = settings;
        this.config = config;
    }

    void makeAtStart(@Observes StartupEvent start) {
        config.check();
        boolean made = settings.putMissing(
                List.of(
                        new Change.Put("onec.protocol", config.protocol()),
                        new Change.Put("onec.host", config.host()),
                        new Change.Put("onec.port", Integer.toString(config.port())),
                        new Change.Put("onec.path", config.path()),
                        new Change.Put("onec.user", config.user()),
                        new Change.PutSecret("onec.password", config.password())),
                "amo-proxy");
        if (made) {
            LOG.info("The settings of 1C were made from ONEC_*; from now on the settings page rules");
        }
    }

    private record Read(OneCAddress address, long until) {}

    /** The address that holds now. */
    OneCAddress current() {
        Read known = last;
        if (known != null && System.nanoTime() - known.until() < 0) {
            return known.address();
        }
        lock.lock();
        try {
            known = last;
            if (known == null || System.nanoTime() - known.until() >= 0) {
                known = new Read(read(known), System.nanoTime() + HOLDS.toNanos());
                last = known;
            }
            return known.address();
        } finally {
            lock.unlock();
        }
    }

    private OneCAddress read(@Nullable Read known) {
        try {
            // One snapshot: a change of several settings is seen whole.
            return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, this::read);
        } catch (JdbiException e) {
            if (known == null) {
                throw e;
            }
            LOG.warnf("The settings of 1C cannot be read, the last ones are used: %s", e.getMessage());
            return known.address();
        }
    }

    /** A deleted one counts as empty. */
    private OneCAddress read(Handle handle) {
        return new OneCAddress(
                text(handle, "onec.protocol"),
                text(handle, "onec.host"),
                text(handle, "onec.port"),
                text(handle, "onec.path"),
                text(handle, "onec.user"),
                password(handle));
    }

    /** One that does not open must be entered anew; 1C refuses the login until then. */
    private String password(Handle handle) {
        try {
            return settings.secret(handle, "onec.password").orElse("");
        } catch (CannotOpen e) {
            LOG.warn(e.getMessage());
            return "";
        }
    }

    private String text(Handle handle, String name) {
        return settings.get(handle, name).orElse("");
    }
}
