package dev.mosty.testbed.launcher;

import java.util.LinkedHashMap;
import java.util.Map;

/** Who gets which variables of the simulated systems. In a real run nobody gets any: there {@code .env} says it all. */
final class SimulatedWorld {

    private SimulatedWorld() {}

    static Map<String, String> simulators(Suite suite, Secrets secrets) {
        Map<String, String> environment = new LinkedHashMap<>(SimulatedAmo.integration(suite));
        environment.putAll(SimulatedOneC.publication(suite));
        environment.putAll(SimulatedTelephony.neighbours(suite, secrets));
        // What was written to the simulated systems outlives a restart, as the services' memory of it does.
        environment.put(
                "SIMULATOR_STATE", suite.data().resolve(SimulatedAmo.STATE).toString());
        environment.put("ONEC_STATE", suite.data().resolve(SimulatedOneC.STATE).toString());
        environment.put("SIM_PROXY_URL", "http://127.0.0.1:" + (Service.PROXY_PORT + suite.portOffset()));
        return environment;
    }

    static Map<String, String> gate(Suite suite) {
        if (suite.real()) {
            return Map.of();
        }
        Map<String, String> environment = new LinkedHashMap<>(SimulatedAmo.integration(suite));
        environment.putAll(SimulatedAmo.account(suite));
        environment.putAll(SimulatedAmo.widget(suite));
        return environment;
    }

    static Map<String, String> proxy(Suite suite) {
        if (suite.real()) {
            return Map.of();
        }
        Map<String, String> environment = new LinkedHashMap<>(SimulatedAmo.widget(suite));
        environment.putAll(SimulatedOneC.publication(suite));
        return environment;
    }

    static Map<String, String> telephony(Suite suite, Secrets secrets) {
        return suite.real() ? Map.of() : SimulatedTelephony.bridge(suite, secrets);
    }
}
