package dev.mosty.admin.testsupport;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** The settings of the service under test: cheap hashes, and a data directory that nobody else sees. */
public final class AdminSettings implements QuarkusTestResourceLifecycleManager {
    /** Of the first administrator, root. */
    public static final String ROOT_PASSWORD = "root of the tests";

    @Override
    public Map<String, String> start() {
        try {
            return Map.of(
                    "admin.password",
                    ROOT_PASSWORD,
                    "admin.password-cost",
                    "4",
                    "MOSTY_DATA_DIR",
                    Files.createTempDirectory("admin-web").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
