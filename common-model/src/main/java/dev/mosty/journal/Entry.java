package dev.mosty.journal;

/**
 * One request as it came and was answered. {@link Journal} masks and shortens it; give it as it is.
 *
 * @param service who answered, such as {@code amo-proxy}
 * @param address of the caller
 * @param url path and query
 * @param result whether the request had the effect that its sender wanted, which a status does not always tell
 * @param request the body that came, JSON, form or text; empty for none
 * @param answer the body that went back
 * @param tookMillis from the request's head to the answer's end
 */
public record Entry(
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
        int tookMillis) {

    /** Without the bodies and the address, which may hold personal data. */
    @Override
    public String toString() {
        return "Entry[" + service + " " + requestId + " " + method + " " + status + "]";
    }
}
