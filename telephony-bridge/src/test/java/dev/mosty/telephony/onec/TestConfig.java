package dev.mosty.telephony.onec;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Variables of a test. */
record TestConfig(Optional<URI> url) implements OneCCallsConfig {
    @Override
    public Optional<String> token() {
        return Optional.of("token123");
    }

    @Override
    public Optional<String> user() {
        return Optional.empty();
    }

    @Override
    public Optional<String> password() {
        return Optional.empty();
    }

    @Override
    public int concurrency() {
        return 4;
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(2);
    }
}
