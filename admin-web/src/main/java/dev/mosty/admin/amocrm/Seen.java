package dev.mosty.admin.amocrm;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the tables say about the connection, without a secret.
 *
 * @param gate what the gate told; null if none ever started on this database
 * @param code what became of the code that was loaded here; null if none ever was
 * @param pause of the gate's channel; null while it runs
 */
record Seen(
        @Nullable Gate gate,
        Token token,
        @Nullable Code code,
        @Nullable Pause pause,
        boolean suspended) {

    /** @param missing the variables without which nothing can be sent */
    record Gate(@Nullable String base, boolean longLived, boolean mock, List<String> missing, Instant toldAt) {}

    /** @param problem why amoCRM no longer accepts us, in a sentence of the gate's */
    record Token(
            boolean present,
            @Nullable Instant expiresAt,
            @Nullable Instant refreshedAt,
            @Nullable String problem,
            @Nullable Instant refreshWantedAt) {}

    /** @param spent whether the gate has tried it, whatever came of that */
    record Code(Instant loadedAt, boolean spent) {}

    /** @param until null if a person has to end it */
    record Pause(String code, String reason, @Nullable Instant until) {}
}
