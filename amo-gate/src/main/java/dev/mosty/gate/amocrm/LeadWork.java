package dev.mosty.gate.amocrm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosty.delivery.Delivery;
import dev.mosty.gate.lead.LeadField;
import dev.mosty.gate.lead.LeadMapping;
import dev.mosty.gate.lead.LeadValue;
import dev.mosty.gate.lead.LeadValues;
import dev.mosty.gate.lead.Mapped;
import dev.mosty.gate.rdesk.Funnel;
import dev.mosty.gate.rdesk.RdeskJson;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** The kinds of work that the amoCRM channel carries, and what each says about its lead. */
public enum LeadWork {
    /** An item of RDESK's bookings. */
    BOOKED,
    /** An item of RDESK's medical orders. */
    MC,
    /** The sum of 1C's documents: {@code {"paid":12850.50}}. */
    PAYMENT;

    private static final ObjectMapper JSON = new ObjectMapper();

    public static LeadWork of(Funnel funnel) {
        return switch (funnel) {
            case BOOKED -> BOOKED;
            case MC -> MC;
        };
    }

    /** The payload of a {@link #PAYMENT}. */
    public static String payment(BigDecimal paid) {
        return JSON.createObjectNode().put("paid", paid).toString();
    }

    static Mapped map(Delivery delivery, ZoneId zone) {
        return switch (valueOf(delivery.kind())) {
            case BOOKED -> LeadMapping.map(Funnel.BOOKED, RdeskJson.tree(delivery.payload()), zone);
            case MC -> LeadMapping.map(Funnel.MC, RdeskJson.tree(delivery.payload()), zone);
            case PAYMENT -> paid(delivery.payload());
        };
    }

    private static Mapped paid(String payload) {
        try {
            JsonNode paid = JSON.readTree(payload).path("paid");
            return new Mapped(
                    new LeadValues(Map.of(LeadField.PAYMENT, new LeadValue.Amount(paid.decimalValue()))), List.of());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a payment's payload is ours", e);
        }
    }
}
