package dev.mosty.testbed.pbx;

import java.time.Clock;

/**
 * How a simulated PBX starts; what can change while it runs is in {@link PbxKnobs}.
 *
 * @param port 0 takes any free one
 * @param bridge the bridge's address
 * @param path the secret segment at the bridge, {@code PBX_PATH}
 * @param apiKey whoever presents it may have calls made, {@code PBX_API_KEY}
 */
public record PbxOptions(String host, int port, String bridge, String path, String apiKey, Clock clock) {

    /** Where it is asked to call. */
    public static final String MAKECALL = "/httpapiinteg/crmapi/v1/makecall";

    /** Neither the segment nor the key. */
    @Override
    public String toString() {
        return "PbxOptions[" + host + ":" + port + "]";
    }
}
