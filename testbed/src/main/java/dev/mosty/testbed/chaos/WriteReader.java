package dev.mosty.testbed.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.bench.Simulator;
import dev.mosty.testbed.chaos.Checks.Write;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Follows the simulated amoCRM's writes, which it keeps only so many of. */
final class WriteReader {
    private static final int PAGE = 10_000;

    private final Simulator amo;
    private final List<Write> writes = new ArrayList<>();
    private long after;

    WriteReader(Simulator amo) {
        this.amo = amo;
    }

    void readOn() throws IOException, InterruptedException {
        JsonNode page;
        do {
            page = amo.get("/sim/writes?after=" + after + "&limit=" + PAGE);
            for (JsonNode write : page) {
                after = write.path("sequence").asLong();
                for (JsonNode field : write.path("fields")) {
                    if (field.path("key").asText().equals("price")) {
                        writes.add(new Write(
                                write.path("leadId").asLong(),
                                field.path("after").asLong()));
                    }
                }
            }
        } while (page.size() == PAGE);
    }

    /** In their order. */
    List<Write> writes() {
        return writes;
    }
}
