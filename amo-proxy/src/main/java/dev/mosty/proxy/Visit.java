package dev.mosty.proxy;

import dev.mosty.journal.Entry;

/**
 * One request, as far as the request log wants to know it.
 *
 * @param address the caller's
 * @param began {@link System#nanoTime} at its head
 */
public record Visit(String requestId, String address, String userAgent, String path, long began) {

    /** Its row of the log. */
    public Entry entry(WidgetRequest request, Answer answer) {
        return new Entry(
                "amo-proxy",
                requestId,
                address,
                userAgent,
                "POST",
                path,
                answer.status(),
                answer.good(),
                request.json(),
                answer.logged(),
                (int) ((System.nanoTime() - began) / 1_000_000));
    }

    /** Without the address. */
    @Override
    public String toString() {
        return "Visit[" + requestId + "]";
    }
}
