package dev.mosty.testbed.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The gate, and what it tells of amoCRM. */
final class GateProcess extends ServiceProcess {
    private static final ObjectMapper JSON = new ObjectMapper();

    private GateProcess(Map<String, String> variables, List<String> arguments) {
        super("amo-gate", variables, arguments);
    }

    /** Waits until it is ready. */
    static GateProcess start(Map<String, String> variables, String... arguments) {
        var gate = launch(variables, arguments);
        gate.awaitReady();
        return gate;
    }

    static GateProcess launch(Map<String, String> variables, String... arguments) {
        return new GateProcess(variables, List.of(arguments));
    }

    /** What the readiness check says of amoCRM. */
    JsonNode amoHealth() {
        try {
            for (var check : JSON.readTree(get("/q/health/ready").body()).path("checks")) {
                if (check.path("name").asText().equals("amoCRM")) {
                    return check.path("data");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("no check of amoCRM");
    }

    /** Whether a channel's holder is this process. */
    boolean isNamedIn(String holder) {
        return holder.contains("process " + pid() + ",");
    }
}
