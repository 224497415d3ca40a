package dev.mosty.telephony.pbx;

import dev.mosty.access.FirstTokens;
import dev.mosty.settings.Misconfigured;
import dev.mosty.settings.Settings;
import dev.mosty.telephony.PbxConfig;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;

/**
 * The segment of the path that is the PBX's only credential: {@code PBX_PATH}, or one made at the first start, told
 * once, and kept sealed.
 */
@Singleton
final class PbxPath {
    private static final String SETTING = "telephony.pbx-path";
    private static final Set<String> TAKEN = Set.of("hs", "httpapiinteg", "workplace", "contacts", "q");

    private final byte[] segment;

    PbxPath(PbxConfig config, Settings settings, FirstTokens first) {
        String path = config.path().map(PbxPath::checked).orElseGet(() -> made(settings, first));
        this.segment = path.getBytes(StandardCharsets.UTF_8);
    }

    /** Takes the same time for every wrong guess of that length. */
    boolean is(String presented) {
        return MessageDigest.isEqual(segment, presented.getBytes(StandardCharsets.UTF_8));
    }

    private static String checked(String given) {
        String path = given.strip().replaceAll("^/+|/+$", "");
        if (!path.matches("[A-Za-z0-9._~=-]{8,128}") || TAKEN.contains(path)) {
            throw new Misconfigured(
                    "PBX_PATH", "must be one segment of 8 to 128 letters, digits, dots, dashes or underscores");
        }
        return path;
    }

    private static String made(Settings settings, FirstTokens first) {
        first.make(settings, SETTING, "telephony-bridge", "The PBX's path at telephony-bridge (PBX_PATH)");
        return settings.secret(SETTING).orElseThrow();
    }
}
