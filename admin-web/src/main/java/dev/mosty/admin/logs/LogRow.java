package dev.mosty.admin.logs;

import java.time.Instant;

/**
 * A row of the log, masked by whoever wrote it.
 *
 * @param result whether the request had the effect that its sender wanted
 * @param answer in a list its beginning
 */
public record LogRow(
        long id,
        Instant at,
        String service,
        String requestId,
        String address,
        String userAgent,
        String method,
        String url,
        int status,
        boolean result,
        String request,
        String answer,
        int tookMs) {

    public EntryId name() {
        return new EntryId(at, id);
    }

    /** As the log has always shown it. */
    public String verdict() {
        return result ? "True" : "False";
    }
}
