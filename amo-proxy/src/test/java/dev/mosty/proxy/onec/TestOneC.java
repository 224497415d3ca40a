package dev.mosty.proxy.onec;

import dev.mosty.settings.Seal;
import dev.mosty.settings.SecretKeys;
import dev.mosty.settings.Settings;
import dev.mosty.testsupport.MovableClock;
import dev.mosty.web.Outbound;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The proxy's side of 1C, without Quarkus. */
public final class TestOneC {
    private static final SecretKeys KEY =
            SecretKeys.parse("MOSTY_SECRET_KEY", Optional.of("bW9zdHkgdGVzdCBrZXksIDMyIGJ5dGVzIGxvbmcuLi4="));

    private TestOneC() {}

    public static Settings settings(Jdbi jdbi) {
        return new Settings(jdbi, new Seal(KEY, Optional.empty()));
    }

    /** Tells every replica where 1C is. */
    public static void isAt(Settings settings, int port) {
        settings.put("onec.protocol", "HTTP", "test");
        settings.put("onec.host", "127.0.0.1", "test");
        settings.put("onec.port", Integer.toString(port), "test");
        settings.put("onec.path", "/hs/", "test");
        settings.put("onec.user", "admin", "test");
        settings.putSecret("onec.password", "admin", "test");
    }

    public static OneC of(Jdbi jdbi, Vertx vertx, OneCConfig config) {
        return of(jdbi, vertx, new LastCall(new MovableClock()), config);
    }

    static OneC of(Jdbi jdbi, Vertx vertx, LastCall last, OneCConfig config) {
        return new OneC(
                new OneCSettings(jdbi, settings(jdbi), config),
                new Outbound(vertx),
                last,
                config,
                new SimpleMeterRegistry());
    }
}
