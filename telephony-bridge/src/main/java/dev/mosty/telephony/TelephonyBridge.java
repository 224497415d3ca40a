package dev.mosty.telephony;

import dev.mosty.web.Launch;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts telephony-bridge. */
@QuarkusMain
public final class TelephonyBridge {
    private TelephonyBridge() {}

    public static void main(String... args) {
        Launch.run(args);
    }
}
