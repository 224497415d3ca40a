package dev.mosty.gate;

import dev.mosty.web.Launch;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;

/** Starts amo-gate. The argument {@code --mocked-lead-id} means {@code MOCK_LEAD_ID=true}, as in amo-gate of old. */
@QuarkusMain
public final class AmoGate {
    private static final String MOCK_FLAG = "--mocked-lead-id";

    private AmoGate() {}

    public static void main(String... args) {
        if (Arrays.asList(args).contains(MOCK_FLAG)) {
            System.setProperty("mock.lead-id", "true");
        }
        Launch.run(args);
    }
}
