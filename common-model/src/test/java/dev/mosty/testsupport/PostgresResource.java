package dev.mosty.testsupport;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * An empty database for a {@code @QuarkusTest}, named by the variables that a real start would have; the service
 * under test migrates it at start. Use {@code @WithTestResource(PostgresResource.class)}.
 */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {
    private final Database database = Database.empty();

    @Override
    public Map<String, String> start() {
        System.setProperty("vertx.disableURIValidation", "true"); // As Launch does.
        return Map.of(
                "DB_URL",
                database.url(),
                "DB_USER",
                database.user(),
                "DB_PASSWORD",
                "unused",
                "MOSTY_SECRET_KEY",
                "bW9zdHkgdGVzdCBrZXksIDMyIGJ5dGVzIGxvbmcuLi4=");
    }

    @Override
    public void stop() {
        database.close();
    }
}
