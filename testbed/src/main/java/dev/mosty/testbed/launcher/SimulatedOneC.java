package dev.mosty.testbed.launcher;

import dev.mosty.testbed.onec.OneCOptions;
import java.util.Map;

/** The infobase that the simulated 1C plays: the same placeholders go to the simulator and to the proxy. */
final class SimulatedOneC {

    static final int PORT = 8091;
    static final String STATE = "simulator-1c.json";

    private SimulatedOneC() {}

    static String url(Suite suite) {
        return suite.at("simulators", PORT);
    }

    static Map<String, String> publication(Suite suite) {
        return Map.of(
                "ONEC_PROTOCOL",
                "HTTP",
                "ONEC_HOST",
                suite.host("simulators"),
                "ONEC_PORT",
                Integer.toString(PORT + suite.portOffset()),
                "ONEC_PATH",
                OneCOptions.PATH,
                "ONEC_USER",
                "proxy",
                "ONEC_PASSWORD",
                "simulated-password");
    }
}
