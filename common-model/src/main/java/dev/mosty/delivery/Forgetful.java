package dev.mosty.delivery;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** A part of a service that lets go of what its time has passed for: a bean, which {@link Forgetting} calls. */
public interface Forgetful {

    /**
     * What is older may go.
     *
     * @param payloads personal data of finished work, {@code PAYLOAD_KEEP_DAYS}
     * @param finished the rest of it, {@code DELIVERY_KEEP_DAYS}
     */
    record Before(Instant now, Instant payloads, Instant finished) {}

    /** In one transaction; every replica calls it, at any time. */
    void forget(Handle tx, Before before);
}
