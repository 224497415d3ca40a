package dev.mosty.testbed.onec.calls;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The clients of the infobase and what its extension says, from {@code counterparties.json}.
 *
 * @param says the extension's sentences, by what they are about
 */
public record Counterparties(List<Counterparty> counterparties, Map<String, String> says) {

    /** @param responsible the main manager's extension; empty for none */
    public record Counterparty(String name, String phone, String responsible) {
        String digits() {
            return phone.replaceAll("[^0-9]", "");
        }
    }

    public static Counterparties read() {
        try (InputStream file = Counterparties.class.getResourceAsStream("counterparties.json")) {
            JsonNode tree = Json.MAPPER.readTree(Objects.requireNonNull(file, "counterparties.json"));
            return Json.MAPPER.treeToValue(tree, Counterparties.class);
        } catch (IOException e) {
            throw new IllegalStateException("counterparties.json cannot be read", e);
        }
    }

    /**
     * The extension of whoever is responsible for the number; empty for nobody, or if it is several people's.
     *
     * @param digits how many of the number's last ones are compared, if it has more
     */
    public String responsible(String phone, int digits) {
        String wanted = phone.replaceAll("[^0-9]", "");
        String suffix = wanted.length() > digits ? wanted.substring(wanted.length() - digits) : wanted;
        boolean whole = wanted.length() <= digits;
        Set<String> found = counterparties.stream()
                .filter(client ->
                        whole ? client.digits().equals(wanted) : client.digits().endsWith(suffix))
                .map(Counterparty::responsible)
                .collect(Collectors.toSet());
        return found.size() == 1 ? found.iterator().next() : "";
    }

    String sentence(String about) {
        return Objects.requireNonNull(says.get(about), about);
    }
}
