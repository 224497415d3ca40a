package dev.mosty.gate.amocrm;

import dev.mosty.delivery.Delivery;
import dev.mosty.delivery.Parcel;
import dev.mosty.gate.lead.FieldIds;
import dev.mosty.gate.lead.LeadField;
import dev.mosty.gate.lead.LeadPatch;
import dev.mosty.gate.lead.LeadValues;
import dev.mosty.gate.lead.Mapped;
import dev.mosty.gate.rdesk.Funnel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One lead's entry of a batch on its way.
 *
 * @param remoteId the lead in the connected account; empty in mock mode until it was found or made
 * @param values what is to be written: changed fields only
 * @param carriers which delivery brought each field
 * @param before the state that {@code values} are the difference to
 */
record LeadWrite(
        Parcel parcel,
        OptionalLong remoteId,
        LeadValues values,
        Map<LeadField, Long> carriers,
        FieldIds ids,
        LeadState before,
        List<String> remarks) {

    /**
     * Merges a parcel field by field, the later value wins, and leaves out what the lead has already.
     *
     * @param owner says which of two rivals for one field is written
     */
    static LeadWrite of(
            Parcel parcel, OptionalLong remoteId, LeadState before, FieldIds ids, PaidOwner owner, Reader reader) {
        var merged = LeadValues.EMPTY;
        var carriers = new EnumMap<LeadField, Long>(LeadField.class);
        var remarks = new ArrayList<String>();
        for (var delivery : parcel.deliveries()) {
            var mapped = reader.map(delivery);
            remarks.addAll(mapped.remarks());
            var values = before.notOlder(mapped.values(), delivery.id());
            values.byField().keySet().forEach(field -> carriers.put(field, delivery.id()));
            merged = merged.merge(values);
        }
        var owned = owner.settle(parcel.key(), merged, before, ids);
        var changed = before.changed(new LeadPatch(leadId(parcel), owned, ids).sent(), ids);
        carriers.keySet().retainAll(changed.byField().keySet());
        return new LeadWrite(parcel, remoteId, changed, Map.copyOf(carriers), ids, before, List.copyOf(remarks));
    }

    @FunctionalInterface
    interface Reader {
        Mapped map(Delivery delivery);
    }

    String key() {
        return parcel.key();
    }

    private static long leadId(Parcel parcel) {
        return Long.parseLong(parcel.key());
    }

    boolean nothingToSend() {
        return values.isEmpty();
    }

    /** Whether this delivery's values are all overwritten by later ones of the same parcel. */
    boolean superseded(Delivery delivery) {
        return !delivery.equals(parcel.newest()) && !carriers.containsValue(delivery.id());
    }

    /** The entry of the PATCH, with amoCRM's own id of the lead. */
    String json() {
        return new LeadPatch(remoteId.orElseThrow(), values, ids).json();
    }

    LeadWrite at(long remote) {
        return new LeadWrite(parcel, OptionalLong.of(remote), values, carriers, ids, before, remarks);
    }

    /** The funnel that a made-up lead belongs to in mock mode. */
    Funnel funnel() {
        return LeadWork.valueOf(parcel.newest().kind()) == LeadWork.MC ? Funnel.MC : Funnel.BOOKED;
    }

    LeadState unknownFrom(LeadState state) {
        return state.with(values, carriers, ids, false);
    }

    LeadState writtenIn(LeadState state) {
        return state.with(values, carriers, ids, true);
    }
}
