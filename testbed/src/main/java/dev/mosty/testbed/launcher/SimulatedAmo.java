package dev.mosty.testbed.launcher;

import dev.mosty.testbed.amocrm.SimulatorOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The account that the simulated amoCRM plays: the same placeholders go to the simulator and to the gate, so that the
 * gate's first start goes through the exchange of the code like the first start at a customer's. None is a secret.
 */
final class SimulatedAmo {

    static final int PORT = 8090;
    static final String STATE = "simulator.json";

    private static final String CLIENT_ID = "00000000-0000-4000-8000-000000000001";
    private static final String CLIENT_SECRET = "simulated-secret";

    /** The origins that a service allows by default. */
    private static final String CUSTOMERS = "https://*.amocrm.ru,https://*.kommo.com";

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

    private SimulatedAmo() {}

    static String url(Suite suite) {
        return suite.at("simulators", PORT);
    }

    /** What amoCRM and an integration must agree on; the simulated account calls itself so after a consent. */
    static Map<String, String> integration(Suite suite) {
        return Map.of(
                "AMO_SUBDOMAIN",
                "clinic",
                "AMO_CLIENT_ID",
                CLIENT_ID,
                "AMO_CLIENT_SECRET",
                CLIENT_SECRET,
                "AMO_REDIRECT_URL",
                redirect(suite),
                "AMO_AUTH_CODE",
                "simulated-code");
    }

    private static String redirect(Suite suite) {
        return suite.url(Service.named("gate")) + "/amo/oauth/callback";
    }

    /** The gate's own: where the account is, and its fields. */
    static Map<String, String> account(Suite suite) {
        Map<String, String> environment = new LinkedHashMap<>(FIELDS);
        environment.put("AMO_BASE_URL", url(suite));
        return environment;
    }

    /** What a receiver of the widget's one-time tokens checks them against; the widget is of the same integration. */
    static Map<String, String> widget(Suite suite) {
        String card = suite.shown(url(suite));
        return Map.of(
                "AMO_BASE_URL",
                url(suite),
                "WIDGET_CLIENT_ID",
                CLIENT_ID,
                "WIDGET_CLIENT_SECRET",
                CLIENT_SECRET,
                "AMO_ACCOUNT_ID",
                Long.toString(SimulatorOptions.ACCOUNT_ID),
                "CORS_ORIGINS",
                CUSTOMERS + "," + card + "," + card.replace("127.0.0.1", "localhost"));
    }
}
