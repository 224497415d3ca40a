package dev.mosty.web;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How a {@link Call} ended. Only {@link NotSent} is safe to repeat for a request that must not happen twice. */
public sealed interface Reply {
    /** The whole answer came, whatever its status. Redirects are answers too and are not followed. */
    @SuppressWarnings("ArrayRecordComponent") // Replies are never compared.
    record Answered(int status, MultiMap headers, byte[] body) implements Reply {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        @Override
        public String toString() {
            return "Answered[status=" + status + ", " + body.length + " bytes]";
        }
    }

    /** Surely nothing reached the other side: no such host, refused, TLS failed, address not allowed. */
    record NotSent(String why) implements Reply {}

    /** The request may have left, and its answer did not come whole: the deadline, or a broken connection. */
    record Unknown(String why) implements Reply {}

    /** An answer came, so the request did arrive, but its body is larger than wanted. */
    record TooLarge(int status) implements Reply {}
}
