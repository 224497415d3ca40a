package dev.mosty.gate.lead;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.gate.rdesk.Funnel;
import java.time.ZoneId;

/**
 * What an item of RDESK means for its lead ({@code facts/amocrm.md §1}, improved as the contract says). A pure function
 * that takes any JSON: what it does not understand is left untouched and remarked on.
 */
public final class LeadMapping {

    private LeadMapping() {}

    /**
     * Maps one item.
     *
     * @param item the item's tree; whatever it is, nothing is thrown
     * @param zone the clinic's zone ({@code GATE_ZONE}): visit times are shown in it, and times without an offset are
     *     in it
     */
    public static Mapped map(Funnel funnel, JsonNode item, ZoneId zone) {
        Draft draft = new Draft(zone);
        JsonNode object = draft.object(item, "item");
        switch (funnel) {
            case BOOKED -> BookedMapping.map(object, draft);
            case MC -> MedicalMapping.map(object, draft);
        }
        return draft.mapped();
    }
}
