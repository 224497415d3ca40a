package dev.mosty.telephony;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** An installation without a 1C and without a PBX to ask, of which nobody gave a secret. */
public final class NobodyElse implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        try {
            return Map.of("MOSTY_DATA_DIR", Files.createTempDirectory("mosty").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // The system cleans its temporary directories.
    }
}
