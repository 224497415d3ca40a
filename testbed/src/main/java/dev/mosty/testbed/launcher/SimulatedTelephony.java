package dev.mosty.testbed.launcher;

import dev.mosty.testbed.onec.calls.CallsOptions;
import dev.mosty.testbed.pbx.PbxOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The PBX and the 1C on both sides of telephony-bridge: the same paths, tokens and keys go to them and to the bridge. */
public final class SimulatedTelephony {
    static final int PBX_PORT = 8092;

    /** Whose workplace other programs may follow too. */
    private static final List<String> EXTENSIONS = List.of("100", "101", "102");

    private SimulatedTelephony() {}

    /** What the bridge is told of its neighbours and of itself. */
    static Map<String, String> bridge(Suite suite, Secrets secrets) {
        Map<String, String> environment = new LinkedHashMap<>(ways(secrets));
        environment.put("PBX_PATH", pbxPath(suite, secrets));
        environment.put("ONEC_CALLS_URL", SimulatedOneC.url(suite) + CallsOptions.PATH);
        environment.put("ONEC_CALLS_TOKEN", secrets.made("ONEC_CALLS_TOKEN"));
        environment.put("PBX_API_URL", pbx(suite) + PbxOptions.MAKECALL);
        environment.put("PBX_API_KEY", secrets.made("PBX_API_KEY"));
        return environment;
    }

    /** What the simulated 1C and PBX are told. */
    static Map<String, String> neighbours(Suite suite, Secrets secrets) {
        return Map.of(
                "ONEC_CALLS_PATH", CallsOptions.PATH,
                "ONEC_CALLS_TOKEN", secrets.made("ONEC_CALLS_TOKEN"),
                "PBX_SIM_PORT", Integer.toString(PBX_PORT + suite.portOffset()),
                "SIM_BRIDGE_URL", suite.at("telephony", Service.TELEPHONY_PORT),
                "PBX_PATH", pbxPath(suite, secrets),
                "PBX_API_KEY", secrets.made("PBX_API_KEY"));
    }

    /** The bridge's secret segment; among containers nginx must know it too, and the installation has made one. */
    public static String pbxPath(Suite suite, Secrets secrets) {
        String made = secrets.made("PBX_PATH");
        return suite.containers() ? suite.environment().getOrDefault("PBX_PATH", made) : made;
    }

    /** The simulated PBX and its page. */
    public static String pbx(Suite suite) {
        return suite.at("simulators", PBX_PORT);
    }

    /** What opens the bridge's doors, by its variables. */
    public static Map<String, String> ways(Secrets secrets) {
        Map<String, String> ways = new LinkedHashMap<>();
        ways.put("PBX_PATH", secrets.made("PBX_PATH"));
        ways.put("MAKECALL_KEY", secrets.made("MAKECALL_KEY"));
        ways.put("CRM_TOKEN", secrets.made("CRM_TOKEN"));
        ways.put(
                "WORKPLACE_TOKENS",
                EXTENSIONS.stream()
                        .map(ext -> ext + ":" + secrets.made("WORKPLACE_TOKENS " + ext))
                        .collect(Collectors.joining(",")));
        return ways;
    }

    /** What a person needs who wants to send the examples of seed 002 to a running suite. */
    static Map<String, String> toldToPeople(Suite suite, Secrets secrets) {
        Map<String, String> told = new LinkedHashMap<>(ways(secrets));
        told.put("PBX_PATH", suite.at("telephony", Service.TELEPHONY_PORT) + "/" + told.get("PBX_PATH") + "/");
        return told;
    }
}
