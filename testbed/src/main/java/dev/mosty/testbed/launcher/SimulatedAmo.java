package dev.mosty.testbed.launcher;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The account that the simulated amoCRM plays: the same placeholders go to the simulator and to the gate, so that the
 * gate's first start goes through the exchange of the code like the first start at a customer's. None is a secret.
 */
final class SimulatedAmo {

    static final int PORT = 8090;
    static final String STATE = "simulator.json";

    /** The ids in the README of amo-services (its {@code .env}, "Маппинг полей AmoCRM"). */
    private static final Map<String, String> FIELDS = Map.of(
            "FIELD_SHARED_CREATED_AT", "1287599",
            "FIELD_SHARED_PAID_PRICE", "1305167",
            "FIELD_SHARED_ZDRAV_ID", "1305111",
            "FIELD_BOOKED_STATUS", "1304923",
            "FIELD_BOOKED_CHECK_IN", "1305059",
            "FIELD_BOOKED_CHECK_OUT", "1305061",
            "FIELD_BOOKED_GUESTS", "1304335",
            "FIELD_BOOKED_DOC_NUM", "1305107",
            "FIELD_BOOKED_BILL_DATA", "1304929");

    private static final Map<String, String> INTEGRATION = Map.of(
            "AMO_SUBDOMAIN", "simulated",
            "AMO_CLIENT_ID", "00000000-0000-4000-8000-000000000001",
            "AMO_CLIENT_SECRET", "simulated-secret",
            "AMO_REDIRECT_URL", "http://127.0.0.1:8082/amo/oauth/callback",
            "AMO_AUTH_CODE", "simulated-code");

    private SimulatedAmo() {}

    static Map<String, String> simulatorEnvironment(Suite suite) {
        Map<String, String> environment = new LinkedHashMap<>(INTEGRATION);
        // What was written to the simulated account outlives a restart, as the gate's memory of it does.
        environment.put("SIMULATOR_STATE", suite.data().resolve(STATE).toString());
        return environment;
    }

    /** Nothing in a real run: there {@code .env} says it all. */
    static Map<String, String> gateEnvironment(Suite suite) {
        if (suite.real()) {
            return Map.of();
        }
        Map<String, String> environment = new LinkedHashMap<>(INTEGRATION);
        environment.putAll(FIELDS);
        environment.put("AMO_BASE_URL", "http://127.0.0.1:" + (PORT + suite.portOffset()));
        return environment;
    }
}
