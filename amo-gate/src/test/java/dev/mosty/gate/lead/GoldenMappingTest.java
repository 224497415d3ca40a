package dev.mosty.gate.lead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.gate.rdesk.Funnel;
import dev.mosty.gate.rdesk.Item;
import dev.mosty.gate.rdesk.RdeskJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every {@code golden/FUNNEL/NAME.json} is a body as RDESK posts it; {@code NAME.patch.json} beside it is the exact
 * body of the PATCH, and {@code NAME.remarks.txt} the remarks, where there are any.
 */
class GoldenMappingTest {

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("payloads")
    void aPayloadBecomesExactlyThisPatch(Funnel funnel, String name) throws IOException {
        Path folder = folder(funnel);
        List<String> entries = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (Item.ForLead item : Samples.items(folder.resolve(name + ".json"))) {
            Mapped mapped = Samples.map(funnel, RdeskJson.tree(item.json()));
            LeadPatch patch = new LeadPatch(item.leadId(), mapped.values(), Samples.IDS);
            if (!patch.isEmpty()) {
                entries.add(patch.json());
            }
            remarks.addAll(mapped.remarks());
        }

        // Through a tree and back only to take the line breaks out: order and spelling are compared too.
        String expected = RdeskJson.tree(Files.readString(folder.resolve(name + ".patch.json")))
                .toString();
        assertThat("[" + String.join(",", entries) + "]").isEqualTo(expected);
        assertThat(remarks).isEqualTo(lines(folder.resolve(name + ".remarks.txt")));
    }

    static Stream<Object[]> payloads() throws IOException {
        List<Object[]> payloads = new ArrayList<>();
        for (Funnel funnel : Funnel.values()) {
            try (Stream<Path> files = Files.list(folder(funnel))) {
                files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(".json") && !file.endsWith(".patch.json"))
                        .sorted()
                        .forEach(file -> payloads.add(new Object[] {funnel, file.replace(".json", "")}));
            }
        }
        return payloads.stream();
    }

    private static Path folder(Funnel funnel) {
        return Samples.GOLDEN.resolve(
                switch (funnel) {
                    case BOOKED -> "booked";
                    case MC -> "mc";
                });
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
