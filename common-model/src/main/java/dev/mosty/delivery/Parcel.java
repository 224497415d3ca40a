package dev.mosty.delivery;

import java.util.List;

/** The oldest live deliveries of one ordering key, in order; never empty. */
public record Parcel(String key, List<Delivery> deliveries) {
    /** The row that decides where values of several rows meet. */
    public Delivery newest() {
        return deliveries.getLast();
    }
}
