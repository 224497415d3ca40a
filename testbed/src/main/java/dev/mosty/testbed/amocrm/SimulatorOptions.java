package dev.mosty.testbed.amocrm;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * How a simulator starts; what can change while it runs is in {@link Knobs}.
 *
 * @param host the address to listen on; loopback unless a container needs otherwise
 * @param port 0 takes any free one
 * @param accountId what webhooks and tokens name as the account
 * @param subdomain the {@code clinic} of {@code clinic.amocrm.ru}
 * @param stateFile where leads and tokens outlive a restart; empty keeps them in memory only
 * @param clock the source of every time in tokens, leads and webhooks, but not of the rate limit
 */
public record SimulatorOptions(
        String host,
        int port,
        long accountId,
        String subdomain,
        Integration integration,
        Optional<Path> stateFile,
        Clock clock) {

    /** What the account is called in webhooks and tokens. */
    public static final long ACCOUNT_ID = 19277260;

    /** Any free port of loopback, the clinic's integration, in memory. */
    public static SimulatorOptions inMemory() {
        return new SimulatorOptions(
                "127.0.0.1", 0, ACCOUNT_ID, "clinic", Integration.CLINIC, Optional.empty(), Clock.systemUTC());
    }

    /** The same on this address and port. */
    public SimulatorOptions listeningOn(String newHost, int newPort) {
        return new SimulatorOptions(newHost, newPort, accountId, subdomain, integration, stateFile, clock);
    }

    /** The same with another integration. */
    public SimulatorOptions with(Integration other) {
        return new SimulatorOptions(host, port, accountId, subdomain, other, stateFile, clock);
    }

    /** The same with a state that outlives a restart. */
    public SimulatorOptions keptIn(Path file) {
        return new SimulatorOptions(host, port, accountId, subdomain, integration, Optional.of(file), clock);
    }

    /** The same on another clock. */
    public SimulatorOptions with(Clock other) {
        return new SimulatorOptions(host, port, accountId, subdomain, integration, stateFile, other);
    }
}
