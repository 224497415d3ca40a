package dev.mosty.bitrix;

import dev.mosty.web.Launch;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts bitrix-sync. */
@QuarkusMain
public final class BitrixSync {
    private BitrixSync() {}

    public static void main(String... args) {
        Launch.run(args);
    }
}
