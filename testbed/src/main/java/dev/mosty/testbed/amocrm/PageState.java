package dev.mosty.testbed.amocrm;

import dev.mosty.testbed.simulation.FaultJson;
import java.util.List;

/** What the page shows beside the leads: how they come through, and what is to break. */
record PageState(int total, Meter.Reading meter, long refused, long patches, long leads, Knobs knobs, List<?> faults) {

    static PageState of(AmoCrmSimulator simulator, Account account) {
        Traffic.Counts counts = simulator.traffic().counts();
        return new PageState(
                account.leads().count(),
                simulator.meter().reading(),
                counts.refused(),
                counts.patches(),
                counts.leads(),
                simulator.knobs(),
                simulator.faults().waiting().stream().map(FaultJson::write).toList());
    }
}
