package dev.mosty.testbed;

import dev.mosty.testbed.amocrm.AmoCrmSimulator;
import dev.mosty.testbed.amocrm.Integration;
import dev.mosty.testbed.amocrm.SimulatorOptions;
import dev.mosty.testbed.card.CardOptions;
import dev.mosty.testbed.card.CardPage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the simulators as a process of {@code ./suite up}. Environment: {@code QUARKUS_HTTP_PORT}
 * (8090), {@code QUARKUS_HTTP_HOST} (127.0.0.1), {@code SIMULATOR_STATE} (a file that keeps leads and
 * tokens; absent, they are forgotten), and the gate's own {@code AMO_CLIENT_ID},
 * {@code AMO_CLIENT_SECRET}, {@code AMO_REDIRECT_URL} and {@code AMO_AUTH_CODE} (good for a new account's first
 * connection), and what {@link CardOptions} reads for the lead card at {@code /card}. A start that fails is one sentence and exit 1.
 */
public final class Simulators {
    private Simulators() {}

    /** Starts, says where, and serves until it is ended. */
    public static void main(String[] arguments) {
        // Without it Netty makes the JDK warn about sun.misc.Unsafe, four lines at every start.
        System.setProperty("io.netty.noUnsafe", "true");
        try {
            AmoCrmSimulator amoCrm =
                    AmoCrmSimulator.start(options(System.getenv()), new CardPage(CardOptions.of(System.getenv()))::on);
            Optional.ofNullable(System.getenv("AMO_AUTH_CODE")).ifPresent(amoCrm.oauth()::acceptFirst);
            Runtime.getRuntime().addShutdownHook(new Thread(amoCrm::close, "shutdown"));
            System.out.println("Simulated amoCRM listens on http://localhost:" + amoCrm.port());
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    static SimulatorOptions options(Map<String, String> environment) {
        Integration usual = Integration.CLINIC;
        Integration integration = new Integration(
                environment.getOrDefault("AMO_CLIENT_ID", usual.clientId()),
                environment.getOrDefault("AMO_CLIENT_SECRET", usual.clientSecret()),
                environment.getOrDefault("AMO_REDIRECT_URL", usual.redirectUri()));
        SimulatorOptions options = SimulatorOptions.inMemory()
                .listeningOn(environment.getOrDefault("QUARKUS_HTTP_HOST", "127.0.0.1"), port(environment))
                .with(integration);
        return Optional.ofNullable(environment.get("SIMULATOR_STATE"))
                .filter(file -> !file.isBlank())
                .map(file -> options.keptIn(Path.of(file)))
                .orElse(options);
    }

    private static int port(Map<String, String> environment) {
        String port = environment.getOrDefault("QUARKUS_HTTP_PORT", "8090");
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new IllegalArgumentException("QUARKUS_HTTP_PORT is not a port: " + port);
        }
        return Integer.parseInt(port);
    }
}
