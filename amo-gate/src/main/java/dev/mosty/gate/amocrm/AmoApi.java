package dev.mosty.gate.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.delivery.Courier;
import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.web.Call;
import dev.mosty.web.Outbound;
import dev.mosty.web.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Talks to one amoCRM account. Every call takes a turn of the channel first, so nothing here can break the limit, and
 * only the channel's holder gets turns.
 */
final class AmoApi {
    private static final int REPLY_BYTES = 8 * 1024 * 1024;

    private final Outbound outbound;
    private final URI base;
    private final Duration timeout;
    /**
     * Set while amoCRM blocks us: whatever is under way or waits for its turn must not add to it, nor the upkeep, which
     * goes on while the channel rests.
     */
    private volatile @Nullable Long blockedUntil;

    AmoApi(Outbound outbound, URI base, Duration timeout) {
        this.outbound = outbound;
        this.base = base;
        this.timeout = timeout;
    }

    /** The account's address, which is also how it is told from another account. */
    URI base() {
        return base;
    }

    Answer get(Courier courier, String token, String pathAndQuery) throws LeaseLost {
        return call(courier, "GET", pathAndQuery, Optional.of(token), "");
    }

    Answer post(Courier courier, String token, String path, String body) throws LeaseLost {
        return call(courier, "POST", path, Optional.of(token), body);
    }

    Answer patch(Courier courier, String token, String path, String body) throws LeaseLost {
        return call(courier, "PATCH", path, Optional.of(token), body);
    }

    /** The token endpoint, which takes its secrets in the body. */
    Answer token(Courier courier, JsonNode grant) throws LeaseLost {
        return call(courier, "POST", "/oauth2/access_token", Optional.empty(), grant.toString(), AmoApi::readGrant);
    }

    private Answer call(Courier courier, String method, String pathAndQuery, Optional<String> token, String body)
            throws LeaseLost {
        return call(courier, method, pathAndQuery, token, body, AmoApi::read);
    }

    private Answer call(
            Courier courier,
            String method,
            String pathAndQuery,
            Optional<String> token,
            String body,
            Function<Reply, Answer> read)
            throws LeaseLost {
        var resting = resting();
        if (resting.isEmpty()) {
            courier.turn();
            // Another request may have been answered while this one waited for its turn.
            resting = resting();
        }
        if (resting.isPresent()) {
            return resting.get();
        }
        var request = Call.of(method, URI.create(base + pathAndQuery), body.getBytes(StandardCharsets.UTF_8), timeout)
                .maxReplyBytes(REPLY_BYTES)
                .header("Accept", "application/json")
                .header("User-Agent", "Mosty");
        if (!body.isEmpty()) {
            request = request.header("Content-Type", "application/json");
        }
        if (token.isPresent()) {
            request = request.header("Authorization", "Bearer " + token.get());
        }
        var answer = read.apply(outbound.send(request));
        if (answer instanceof Answer.Banned) {
            blockedUntil = System.nanoTime() + Pauses.BANNED.toNanos();
        }
        return answer;
    }

    private Optional<Answer> resting() {
        var until = blockedUntil;
        var left = until == null ? 0 : until - System.nanoTime();
        return left > 0 ? Optional.of(new Answer.Resting(Duration.ofNanos(left))) : Optional.empty();
    }

    /** A page with status 400 or 401 is some web server's, and no word of amoCRM's about our tokens. */
    private static Answer readGrant(Reply reply) {
        return reply instanceof Reply.Answered answered
                        && (answered.status() == 400 || answered.status() == 401)
                        && !Answers.isJson(answered.body())
                ? new Answer.Strange("the token endpoint answered " + answered.status() + " and no JSON")
                : read(reply);
    }

    private static Answer read(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered ->
                Answers.of(
                        answered.status(),
                        answered.header("Location"),
                        answered.header("Retry-After"),
                        answered.body());
            case Reply.NotSent(String why) -> new Answer.Unreachable(why);
            case Reply.Unknown(String why) -> new Answer.Unknown(why);
            case Reply.TooLarge ignored -> new Answer.Strange("amoCRM's answer is too large to be one");
        };
    }
}
