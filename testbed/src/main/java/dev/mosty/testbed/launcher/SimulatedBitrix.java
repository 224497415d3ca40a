package dev.mosty.testbed.launcher;

import dev.mosty.testbed.onec.OneCOptions;
import java.util.Map;
import java.util.Objects;

/** The simulated Bitrix24 portal: the same webhook goes to it and to bitrix-sync. */
public final class SimulatedBitrix {
    static final int PORT = 8093;
    static final String STATE = "simulator-bitrix24.json";

    private SimulatedBitrix() {}

    /** What the simulated portal is told. */
    static Map<String, String> portal(Suite suite, Secrets secrets) {
        return Map.of(
                "BITRIX_SIM_PORT", Integer.toString(PORT + suite.portOffset()), "BITRIX_WEBHOOK", webhook(secrets));
    }

    /** What bitrix-sync is told of both, as it asks the simulated 1C for changes; in a real run {@code .env} says it. */
    static Map<String, String> connection(Suite suite, Secrets secrets) {
        if (suite.real()) {
            return Map.of();
        }
        Map<String, String> publication = SimulatedOneC.publication(suite);
        return Map.of(
                "BITRIX_PORTAL", url(suite),
                "BITRIX_WEBHOOK", webhook(secrets),
                "ONEC_CHANGES_URL", SimulatedOneC.url(suite) + OneCOptions.CHANGES_PATH,
                "ONEC_CHANGES_USER", Objects.requireNonNull(publication.get("ONEC_USER")),
                "ONEC_CHANGES_PASSWORD", Objects.requireNonNull(publication.get("ONEC_PASSWORD")),
                "ONEC_CHANGES_EVERY", "5s");
    }

    /** The portal and its page. */
    public static String url(Suite suite) {
        return suite.at("simulators", PORT);
    }

    /** Who calls it as the employee with the id 1. */
    public static String webhook(Secrets secrets) {
        return "rest/1/" + secrets.made("BITRIX_WEBHOOK") + "/";
    }
}
