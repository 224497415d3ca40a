package dev.mosty.telephony.onec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.delivery.Backoff;
import dev.mosty.delivery.Channel;
import dev.mosty.delivery.Courier;
import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.delivery.Delivery;
import dev.mosty.delivery.Grouping;
import dev.mosty.delivery.Outcome;
import dev.mosty.delivery.Outcome.Dead;
import dev.mosty.delivery.Outcome.Done;
import dev.mosty.delivery.Outcome.Fault;
import dev.mosty.delivery.Outcome.Pause;
import dev.mosty.delivery.Outcome.Retry;
import dev.mosty.delivery.Outcome.Uncertain;
import dev.mosty.delivery.Parcel;
import dev.mosty.delivery.Plan;
import dev.mosty.delivery.Terms;
import dev.mosty.web.Reply;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Calls on their way to 1C, one event a request, in order for each call. Only an answer about the very event kills it:
 * a wrong login, a service that is not published or a 1C that is down hold everything and lose nothing.
 */
final class CallsChannel implements Channel<Delivery> {
    static final String NAME = "onec-calls";

    /** Older news must not open a window at an employee who has long been talking to somebody else. */
    private static final Duration NEWS = Duration.ofMinutes(1);

    private static final Duration A_PERSON_IS_NEEDED = Duration.ofMinutes(10);
    private static final Duration UNTIL_PUBLISHED = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OneCCallsConfig config;
    private final OneCLine line;
    private final Clock clock;

    CallsChannel(OneCCallsConfig config, OneCLine line, Clock clock) {
        this.config = config;
        this.line = line;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Terms terms() {
        return new Terms(config.concurrency(), config.timeout(), 0, Duration.ofMinutes(1));
    }

    @Override
    public Grouping grouping() {
        return new Grouping.OneByOne();
    }

    @Override
    public Plan<Delivery> prepare(Handle tx, List<Parcel> parcels) {
        return new Plan<>(Map.of(), Optional.of(parcels.getFirst().newest()));
    }

    @Override
    public Map<Long, Outcome> send(Delivery delivery, Courier courier) throws LeaseLost {
        boolean late = delivery.replayed() || delivery.acceptedAt().plus(NEWS).isBefore(clock.instant());
        Reply reply = line.post(withToken(delivery.payload()), late, config.timeout(), courier::turn);
        return Map.of(delivery.id(), outcome(reply, delivery));
    }

    private String withToken(String payload) {
        try {
            ObjectNode body = (ObjectNode) JSON.readTree(payload);
            return body.put(OneCBody.TOKEN, config.token().orElse("")).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored event is ours", e);
        }
    }

    private static Outcome outcome(Reply reply, Delivery delivery) {
        return switch (reply) {
            case Reply.Answered answered -> answered(answered.status(), delivery);
            case Reply.NotSent(String why) -> new Pause(Backoff.after(2), "unreachable", why);
            case Reply.Unknown(String why) -> new Uncertain(why);
            case Reply.TooLarge ignored -> new Done("1C's answer was too large to be read");
        };
    }

    private static Outcome answered(int status, Delivery delivery) {
        String why = "1C answered " + status;
        return switch (status) {
            case 401, 403 -> new Pause(A_PERSON_IS_NEEDED, "forbidden", why);
            case 404, 405 -> new Pause(UNTIL_PUBLISHED, "not-published", why);
            case 408, 425, 429 -> new Retry(Backoff.after(delivery.attempts()), why);
            default -> {
                if (status >= 200 && status < 300) {
                    yield new Done();
                }
                if (status >= 400 && status < 500) {
                    yield new Dead(why, new Fault(Integer.toString(status), ""));
                }
                yield status < 400
                        ? new Pause(A_PERSON_IS_NEEDED, "redirected", why)
                        : new Retry(Backoff.after(delivery.attempts()), why);
            }
        };
    }

    /** 1C keeps its own state. */
    @Override
    public void settle(Handle tx, Delivery delivery, Map<Long, Outcome> outcomes) {}

    /** Nothing is prepared that must outlive a crash, and 1C takes what it is told again as what it knows. */
    @Override
    public boolean mayForgetOutcomes() {
        return true;
    }
}
