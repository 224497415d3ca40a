package dev.mosty.telephony.call;

import dev.mosty.settings.Settings;
import dev.mosty.settings.TelephonySettings;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What people chose about calls, read again after {@link #HOLDS}: hundreds of events a second ask for it. */
@Singleton
public final class CurrentSettings {
    private static final Duration HOLDS = Duration.ofMillis(300);

    private final Settings settings;
    private volatile @Nullable Read last;

    public CurrentSettings(Settings settings) {
        this.settings = settings;
    }

    private record Read(TelephonySettings settings, long until) {
        boolean holds() {
            return System.nanoTime() - until < 0;
        }
    }

    /** As they are, or were a moment ago. */
    public TelephonySettings now(Jdbi jdbi) {
        Read known = last;
        return known != null && known.holds() ? known.settings() : jdbi.withHandle(this::now);
    }

    /** As the transaction sees them, or saw them a moment ago. */
    public TelephonySettings now(Handle tx) {
        Read known = last;
        if (known != null && known.holds()) {
            return known.settings();
        }
        Read read = new Read(TelephonySettings.read(settings, tx), System.nanoTime() + HOLDS.toNanos());
        last = read;
        return read.settings();
    }
}
