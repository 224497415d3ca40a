package dev.mosty.testbed.bitrix.peer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A client as 1C has it.
 *
 * @param originId 1C's GUID
 * @param fields texts, and lists of texts for telephones and addresses, as seed 004 has them
 */
public record BenchContact(String originId, Map<String, Object> fields) {

    /**
     * The same clients every time.
     *
     * @param edition 0 for what they were first; another for what 1C has of them later
     * @param changedPercent how many of a hundred differ from edition 0
     */
    public static List<BenchContact> some(int count, int edition, int changedPercent) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> of(number, number % 100 < changedPercent ? edition : 0))
                .toList();
    }

    private static BenchContact of(int number, int edition) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("NAME", "Client");
        fields.put("LAST_NAME", "Sample " + number);
        fields.put("POST", edition == 0 ? "patient" : "patient, card " + edition);
        fields.put("PHONE", List.of("+7700%07d".formatted(number)));
        fields.put("EMAIL", List.of("client%d@example.com".formatted(number)));
        return new BenchContact("0bec0000-0000-4000-8000-%012d".formatted(number), fields);
    }

    /** Not whose it is. */
    @Override
    public String toString() {
        return "BenchContact[" + originId + "]";
    }
}
