package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.delivery.Courier;
import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.web.Call;
import dev.mosty.web.Outbound;
import dev.mosty.web.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Talks to one portal. Every call takes a turn of the channel first, so nothing here can overflow the portal's bucket,
 * and only the channel's holder gets turns.
 */
final class PortalApi {
    private static final int REPLY_BYTES = 32 * 1024 * 1024;

    private final Outbound outbound;
    private final Portal portal;
    private final Duration timeout;

    PortalApi(Outbound outbound, Portal portal, Duration timeout) {
        this.outbound = outbound;
        this.portal = portal;
        this.timeout = timeout;
    }

    /** How this portal is told from another. */
    String name() {
        return portal.name();
    }

    Answer call(Courier courier, String method, JsonNode parameters) throws LeaseLost {
        courier.turn();
        var call = Call.of(
                        "POST",
                        portal.base().resolve(method + ".json"),
                        parameters.toString().getBytes(StandardCharsets.UTF_8),
                        timeout)
                .maxReplyBytes(REPLY_BYTES)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("User-Agent", "Mosty");
        if (portal.authorization().isPresent()) {
            call = call.header("Authorization", portal.authorization().get());
        }
        var began = System.nanoTime();
        var answer = read(outbound.send(call));
        return answer instanceof Answer.Unknown(String why, var left) && left.isPositive()
                ? new Answer.Unknown(why, timeout.minusNanos(System.nanoTime() - began))
                : answer;
    }

    private static Answer read(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered -> Answers.of(answered.status(), answered.body());
            case Reply.NotSent(String why) -> new Answer.Unreachable(why);
            case Reply.Unknown(String why) -> new Answer.Unknown(why, Answers.STILL_RUNNING);
            case Reply.TooLarge ignored ->
                new Answer.Unknown("the portal's answer is too large to be one", Duration.ZERO);
        };
    }
}
