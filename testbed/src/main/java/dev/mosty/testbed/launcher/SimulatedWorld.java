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
        environment.putAll(SimulatedBitrix.portal(suite, secrets));
        environment.put(
                "BITRIX_STATE", suite.data().resolve(SimulatedBitrix.STATE).toString());
        environment.put(
                "SIM_PROXY_URL",
                suite.environment().getOrDefault("SIM_PROXY_URL", suite.at("proxy", Service.PROXY_PORT)));
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

    /** Without nginx in front the workplace and the login have ports of their own; a real run and containers have nginx. */
    static Map<String, String> telephony(Suite suite, Secrets secrets) {
        if (suite.real()) {
            return Map.of();
        }
        Map<String, String> environment = new LinkedHashMap<>(SimulatedTelephony.bridge(suite, secrets));
        if (!suite.containers()) {
            environment.put("WORKPLACE_ADMIN_URL", suite.at("admin", Service.ADMIN_PORT));
        }
        return environment;
    }

    static Map<String, String> admin(Suite suite) {
        return suite.real() || suite.containers()
                ? Map.of()
                : Map.of("ADMIN_WORKPLACE_URL", suite.at("telephony", Service.TELEPHONY_PORT) + "/workplace");
    }
}
