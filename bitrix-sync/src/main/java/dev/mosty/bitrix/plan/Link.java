package dev.mosty.bitrix.plan;

import java.util.Optional;

/**
 * What is known of one entity of 1C in the portal.
 *
 * @param portalId empty if it has to be searched for
 */
public record Link(Optional<Long> portalId, Sent sent) {
    public static final Link UNKNOWN = new Link(Optional.empty(), Sent.NOTHING);
}
