package dev.mosty.admin.tokens;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A token as the list shows it: never its value, which nobody knows any more. */
record TokenRow(
        long id,
        String purpose,
        String name,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        boolean disabled) {}
