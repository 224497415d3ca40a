package dev.mosty.testbed.onec;

import dev.mosty.testbed.simulation.FaultJson;
import java.util.List;
import java.util.Map;

/** What the page shows. Documents are not in it, only their version, by which the page knows to ask for them. */
record PageState(
        long version, long callsVersion, Map<String, Long> told, Calls.Reading calls, Knobs knobs, List<?> faults) {

    static PageState of(OneCSimulator simulator, Documents documents) {
        return new PageState(
                documents.version(),
                simulator.telephony().log().version(),
                simulator.telephony().log().counts(),
                simulator.calls().reading(),
                simulator.knobs(),
                simulator.faults().waiting().stream().map(FaultJson::write).toList());
    }
}
