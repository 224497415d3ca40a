package dev.mosty.admin;

import dev.mosty.web.Launch;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts admin-web. */
@QuarkusMain
public final class AdminWeb {
    private AdminWeb() {}

    public static void main(String... args) {
        Launch.run(args);
    }
}
