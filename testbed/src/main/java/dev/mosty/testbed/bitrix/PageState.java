package dev.mosty.testbed.bitrix;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the page shows of the portal at any moment. Items are not in it, only the version by which the page knows to ask
 * for them.
 */
record PageState(
        long version,
        Map<Kind, Integer> items,
        Bucket.Reading bucket,
        Map<String, OperatingTime.Reading> operating,
        Calls.Report traffic,
        List<Calls.Call> calls,
        BitrixKnobs knobs,
        List<?> faults,
        List<Refusals.Refusal> refusals) {
    private static final int LATEST = 20;

    static PageState of(BitrixSimulator simulator) {
        Map<Kind, Integer> items = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            items.put(kind, simulator.portal().count(kind));
        }
        return new PageState(
                simulator.portal().log().version(),
                items,
                simulator.limits().bucket().reading(simulator.knobs().rate),
                simulator.limits().operating().readings(),
                simulator.calls().report(),
                simulator.calls().latest().stream().limit(LATEST).toList(),
                simulator.knobs(),
                simulator.waitingFaults(),
                simulator.refusals().waiting());
    }
}
