package dev.mosty.admin.sessions;

import java.time.Instant;

/**
 * An open session as the list shows it.
 *
 * @param own whether it is the one that asks
 */
record SessionRow(
        String id,
        String login,
        Instant createdAt,
        Instant lastSeenAt,
        Instant expiresAt,
        String address,
        String userAgent,
        boolean own) {}
