package dev.mosty.testbed.onec;

import dev.mosty.testbed.simulation.FaultJson;
import java.util.List;
import java.util.Map;

/** What the page shows. Documents, calls and changes are not in it, only their versions, by which
 * the page knows to ask for them. */
record PageState(
        long version,
        long callsVersion,
        long changesVersion,
        Map<String, Long> told,
        Calls.Reading calls,
        Knobs knobs,
        List<?> faults) {

    static PageState of(OneCSimulator simulator, Documents documents, Changes changes) {
        return new PageState(
                documents.version(),
                simulator.telephony().log().version(),
                changes.version(),
                simulator.telephony().log().counts(),
                simulator.calls().reading(),
                simulator.knobs(),
                simulator.faults().waiting().stream().map(FaultJson::write).toList());
    }
}
