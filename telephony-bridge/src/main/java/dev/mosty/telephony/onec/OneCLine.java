package dev.mosty.telephony.onec;

import dev.mosty.web.Call;
import dev.mosty.web.Outbound;
import dev.mosty.web.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests to 1C that use its sessions again: a new one costs 1C some 300 ms, a kept one 30
 * ({@code facts/telephony-and-1c.md} §3 and §4). A session serves one request at a time, so each is lent out. 1C
 * answers a request of a dead session with 400, 404 or 500; such a request is told once more in a new session.
 */
final class OneCLine {
    private static final int REPLY_BYTES = 64 * 1024;
    private static final String SESSION = "IBSession";
    private static final Pattern COOKIE = Pattern.compile("(?i)\\s*ibsession=([^;\\s]{1,512})");

    private final Outbound outbound;
    private final URI url;
    private final Optional<String> authorization;
    private final Deque<String> sessions = new ConcurrentLinkedDeque<>();

    OneCLine(Outbound outbound, URI url, Optional<String> user, Optional<String> password) {
        this.outbound = outbound;
        this.url = url;
        this.authorization = user.map(name -> "Basic "
                + Base64.getEncoder()
                        .encodeToString((name + ":" + password.orElse("")).getBytes(StandardCharsets.UTF_8)));
    }

    /** What must be had before a request may leave, such as a turn. */
    interface Leave<X extends Exception> {
        void take() throws X;
    }

    /**
     * @param leave taken for each request that leaves
     * @param late told to 1C in a header, so that no window opens for old news
     */
    <X extends Exception> Reply post(String body, boolean late, Duration deadline, Leave<X> leave) throws X {
        long end = System.nanoTime() + deadline.toNanos();
        String kept = sessions.poll();
        leave.take();
        Reply reply = send(body, late, deadline, kept == null ? List.of() : List.of(kept));
        if (kept != null && reply instanceof Reply.Answered answered && mayBeDead(answered.status())) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (left.isPositive()) {
                leave.take();
                return send(body, late, left, List.of());
            }
        }
        return reply;
    }

    private static boolean mayBeDead(int status) {
        return status == 400 || status == 404 || status == 500;
    }

    /** @param session to be used again; empty asks for a new one */
    private Reply send(String body, boolean late, Duration deadline, List<String> session) {
        var call = Call.of("POST", url, body.getBytes(StandardCharsets.UTF_8), deadline)
                .maxReplyBytes(REPLY_BYTES)
                .header("Content-Type", "application/json");
        if (authorization.isPresent()) {
            call = call.header("Authorization", authorization.get());
        }
        if (late) {
            call = call.header("Mosty-Replay", "late");
        }
        call = session.isEmpty()
                ? call.header(SESSION, "start")
                : call.header("Cookie", "ibsession=" + session.getFirst());
        Reply reply = outbound.send(call);
        if (reply instanceof Reply.Answered answered && answered.status() < 400) {
            keep(answered, session);
        }
        return reply;
    }

    private void keep(Reply.Answered answered, List<String> session) {
        answered.headers().getAll("Set-Cookie").stream()
                .map(COOKIE::matcher)
                .filter(Matcher::lookingAt)
                .map(cookie -> cookie.group(1))
                .findFirst()
                .or(() -> session.stream().findFirst())
                .ifPresent(sessions::push);
    }
}
