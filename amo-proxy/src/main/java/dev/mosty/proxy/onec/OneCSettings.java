package dev.mosty.proxy.onec;

import dev.mosty.settings.Change;
import dev.mosty.settings.DatabaseFault;
import dev.mosty.settings.OneCAddress;
import dev.mosty.settings.Settings;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Where 1C is, as the settings page has it, and made from {@code ONEC_*} at the first start. A change holds at once:
 * what is rare reads it each time, what comes by the thousand within {@link #HOLDS}. While the database is away, what
 * was read last is used.
 */
@Singleton
class OneCSettings {
    private static final Duration HOLDS = Duration.ofMillis(300);

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

    /**
     * 1C's service as it can be called: resolved once for the many calls that use it.
     *
     * @param authorization the header with 1C's login
     */
    record Service(URI testRequest, URI getSetData, String authorization) {
        static Optional<Service> of(OneCAddress address) {
            return address.base()
                    .map(base -> new Service(
                            base.resolve("TestRequest"), base.resolve("GetSetData"), address.authorization()));
        }

        /** Without the login. */
        @Override
        public String toString() {
            return "Service[" + getSetData.getAuthority() + "]";
        }
    }

    /** @param service empty if the settings are no address */
    private record Read(Optional<Service> service, long until) {}

    /**
     * The service as the settings have it now; empty if they are no address.
     *
     * @throws dev.mosty.settings.CannotOpen if the password must be entered anew
     * @throws JdbiException if the database is away and was so from the start
     */
    Optional<Service> now() {
        Read read = new Read(read(last), System.nanoTime() + HOLDS.toNanos());
        last = read;
        return read.service();
    }

    /** The service as the settings have it now or had it a moment ago. */
    Optional<Service> current() {
        Read known = last;
        if (known != null && System.nanoTime() - known.until() < 0) {
            return known.service();
        }
        lock.lock();
        try {
            known = last;
            return known == null || System.nanoTime() - known.until() >= 0 ? now() : known.service();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Service> read(@Nullable Read known) {
        try {
            // One snapshot: a change of several settings is seen whole.
            return jdbi.inTransaction(
                    TransactionIsolationLevel.REPEATABLE_READ, tx -> Service.of(OneCAddress.read(settings, tx)));
        } catch (JdbiException e) {
            if (known == null) {
                throw e;
            }
            LOG.warnf("The settings of 1C cannot be read, the last ones are used: %s", DatabaseFault.of(e));
            return known.service();
        }
    }
}
