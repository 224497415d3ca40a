package dev.mosty.web;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One call out. Built by {@link #get} or {@link #of} and narrowed by the rest.
 *
 * @param uri absolute, http or https, without credentials
 * @param headers in order, a name may repeat
 * @param body sent as it is; empty for none
 * @param deadline for everything: resolving, connecting, TLS, waiting, and the whole body of the reply
 * @param maxReplyBytes a longer body ends in {@link Reply.TooLarge}
 * @param connectWithin for resolving, connecting and TLS alone; what has not connected by then was {@link Reply.NotSent}
 * @param fresh over a connection of its own: a kept one may be dead without anybody knowing, and what was written to it
 *     is neither sent nor surely not sent
 * @param allowed if present, the host is resolved first, and only an address that passes is connected to
 */
@SuppressWarnings("ArrayRecordComponent") // Calls are never compared.
public record Call(
        String method,
        URI uri,
        List<Map.Entry<String, String>> headers,
        byte[] body,
        Duration deadline,
        Duration connectWithin,
        int maxReplyBytes,
        boolean fresh,
        Optional<Predicate<InetAddress>> allowed) {

    private static final int MAX_REPLY = 16 << 20;

    /** @throws IllegalArgumentException if the address is not one that can be called */
    public Call {
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException("The address must be http or https, with a host and no login.");
        }
        headers = List.copyOf(headers);
    }

    public static Call get(URI uri, Duration deadline) {
        return of("GET", uri, new byte[0], deadline);
    }

    public static Call of(String method, URI uri, byte[] body, Duration deadline) {
        return new Call(method, uri, List.of(), body, deadline, deadline, MAX_REPLY, false, Optional.empty());
    }

    public Call header(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new Call(method, uri, more, body, deadline, connectWithin, maxReplyBytes, fresh, allowed);
    }

    public Call maxReplyBytes(int bytes) {
        return new Call(method, uri, headers, body, deadline, connectWithin, bytes, fresh, allowed);
    }

    /** The same with another deadline. */
    public Call within(Duration time) {
        return new Call(method, uri, headers, body, time, connectWithin, maxReplyBytes, fresh, allowed);
    }

    public Call connectWithin(Duration time) {
        return new Call(method, uri, headers, body, deadline, time, maxReplyBytes, fresh, allowed);
    }

    /** For what must not happen twice, so that a dead connection is never the reason for not knowing. */
    public Call overFreshConnection() {
        return new Call(method, uri, headers, body, deadline, connectWithin, maxReplyBytes, true, allowed);
    }

    /** Only to addresses that pass, such as {@code AddressList::isPublic}, for targets that strangers name. */
    public Call onlyTo(Predicate<InetAddress> addresses) {
        return new Call(
                method, uri, headers, body, deadline, connectWithin, maxReplyBytes, fresh, Optional.of(addresses));
    }

    /** Without headers, body and query, which may hold secrets. */
    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getAuthority();
    }
}
