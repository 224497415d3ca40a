package dev.mosty.testbed;

import dev.mosty.testbed.amocrm.AmoCrmSimulator;
import dev.mosty.testbed.amocrm.Integration;
import dev.mosty.testbed.amocrm.SimulatorOptions;
import dev.mosty.testbed.bitrix.BitrixOptions;
import dev.mosty.testbed.bitrix.BitrixSimulator;
import dev.mosty.testbed.card.CardOptions;
import dev.mosty.testbed.card.CardPage;
import dev.mosty.testbed.onec.OneCOptions;
import dev.mosty.testbed.onec.OneCSimulator;
import dev.mosty.testbed.onec.calls.CallsOptions;
import dev.mosty.testbed.pbx.PbxOptions;
import dev.mosty.testbed.pbx.PbxSimulator;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the simulators as a process of {@code ./suite up}. Environment: {@code QUARKUS_HTTP_PORT}
 * (8090), {@code QUARKUS_HTTP_HOST} (127.0.0.1), {@code SIMULATOR_STATE} (a file that keeps leads and
 * tokens; absent, they are forgotten), and the gate's own {@code AMO_CLIENT_ID},
 * {@code AMO_CLIENT_SECRET}, {@code AMO_REDIRECT_URL} and {@code AMO_AUTH_CODE} (good for a new account's first
 * connection), and what {@link CardOptions} reads for the lead card at {@code /card}. The simulated 1C is a server of
 * its own: {@code ONEC_PORT} (8091), the proxy's own {@code ONEC_PATH}, {@code ONEC_USER}, {@code ONEC_PASSWORD}, and
 * {@code ONEC_STATE}, and for its extension of calls {@code ONEC_CALLS_PATH} and {@code ONEC_CALLS_TOKEN}. The simulated
 * PBX is a third: {@code PBX_SIM_PORT} (8092), {@code SIM_BRIDGE_URL}, and the bridge's own {@code PBX_PATH} and
 * {@code PBX_API_KEY}. The simulated Bitrix24 is a fourth: {@code BITRIX_SIM_PORT} (8093), bitrix-sync's own
 * {@code BITRIX_WEBHOOK}, and {@code BITRIX_STATE}. A start that fails is one sentence and exit 1.
 */
public final class Simulators {
    private Simulators() {}

    /** Starts, says where, and serves until it is ended. */
    public static void main(String[] arguments) {
        // Without it Netty makes the JDK warn about sun.misc.Unsafe, four lines at every start.
        System.setProperty("io.netty.noUnsafe", "true");
        try {
            // First, since whoever finds amoCRM's port open takes all of the simulators to be there.
            OneCSimulator oneC = OneCSimulator.start(oneCOptions(System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(oneC::close, "shutdown-1c"));
            System.out.println("Simulated 1C listens on http://localhost:" + oneC.port());
            PbxSimulator pbx = PbxSimulator.start(pbxOptions(System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(pbx::close, "shutdown-pbx"));
            System.out.println("Simulated PBX listens on http://localhost:" + pbx.port());
            BitrixSimulator bitrix = BitrixSimulator.start(bitrixOptions(System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(bitrix::close, "shutdown-bitrix"));
            System.out.println("Simulated Bitrix24 listens on http://localhost:" + bitrix.port());
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
                .listeningOn(host(environment), port(environment, "QUARKUS_HTTP_PORT", "8090"))
                .with(integration);
        return state(environment, "SIMULATOR_STATE").map(options::keptIn).orElse(options);
    }

    static OneCOptions oneCOptions(Map<String, String> environment) {
        OneCOptions usual = OneCOptions.inMemory();
        OneCOptions options = usual.listeningOn(host(environment), port(environment, "ONEC_PORT", "8091"))
                .published(
                        environment.getOrDefault("ONEC_PATH", usual.path()),
                        environment.getOrDefault("ONEC_USER", usual.user()),
                        environment.getOrDefault("ONEC_PASSWORD", usual.password()))
                .told(new CallsOptions(
                        environment.getOrDefault("ONEC_CALLS_PATH", CallsOptions.PATH),
                        environment.getOrDefault("ONEC_CALLS_TOKEN", CallsOptions.USUAL.token())));
        return state(environment, "ONEC_STATE").map(options::keptIn).orElse(options);
    }

    static PbxOptions pbxOptions(Map<String, String> environment) {
        return new PbxOptions(
                host(environment),
                port(environment, "PBX_SIM_PORT", "8092"),
                environment.getOrDefault("SIM_BRIDGE_URL", "http://127.0.0.1:8083"),
                environment.getOrDefault("PBX_PATH", "simulated-pbx-path"),
                environment.getOrDefault("PBX_API_KEY", "simulated-pbx-key"),
                Clock.systemUTC());
    }

    static BitrixOptions bitrixOptions(Map<String, String> environment) {
        BitrixOptions usual = BitrixOptions.inMemory();
        BitrixOptions options = usual.listeningOn(host(environment), port(environment, "BITRIX_SIM_PORT", "8093"))
                .withWebhook(environment.getOrDefault("BITRIX_WEBHOOK", usual.webhook()));
        return state(environment, "BITRIX_STATE").map(options::keptIn).orElse(options);
    }

    private static String host(Map<String, String> environment) {
        return environment.getOrDefault("QUARKUS_HTTP_HOST", "127.0.0.1");
    }

    private static Optional<Path> state(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(file -> !file.isBlank())
                .map(Path::of);
    }

    private static int port(Map<String, String> environment, String name, String usual) {
        String port = environment.getOrDefault(name, usual);
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new IllegalArgumentException(name + " is not a port: " + port);
        }
        return Integer.parseInt(port);
    }
}
