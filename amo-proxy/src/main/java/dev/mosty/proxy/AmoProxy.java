package dev.mosty.proxy;

import dev.mosty.web.Launch;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts amo-proxy. */
@QuarkusMain
public final class AmoProxy {
    private AmoProxy() {}

    public static void main(String... args) {
        Launch.run(args);
    }
}
