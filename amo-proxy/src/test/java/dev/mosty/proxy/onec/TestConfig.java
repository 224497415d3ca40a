package dev.mosty.proxy.onec;

import java.time.Duration;

/** The settings of a proxy that is small and impatient. */
public record TestConfig(int concurrency, Duration timeout, Duration createTimeout) implements OneCConfig {
    TestConfig(int concurrency) {
        this(concurrency, Duration.ofSeconds(2), Duration.ofSeconds(2));
    }

    @Override
    public String protocol() {
        return "HTTP";
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return 8000;
    }

    @Override
    public String path() {
        return "/hs/";
    }

    @Override
    public String user() {
        return "admin";
    }

    @Override
    public String password() {
        return "admin";
    }
}
