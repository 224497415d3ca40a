package dev.mosty.gate.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosty.access.AddressList;
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
import dev.mosty.gate.amocrm.WrittenLead;
import dev.mosty.web.Call;
import dev.mosty.web.Outbound;
import dev.mosty.web.Reply;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;

/** Events on their way to one target: each signed, in order per lead, retried until the target says yes or no. */
final class TargetChannel implements Channel<Delivery> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final Duration UNTIL_OUR_WRITE_IS_CONFIRMED = Duration.ofSeconds(2);
    private static final Duration AN_ECHO_COMES_WITHIN = Duration.ofSeconds(10);
    private static final Duration A_PERSON_IS_NEEDED = Duration.ofMinutes(10);
    private static final int CONCURRENCY = 4;
    private static final int REPLY_BYTES = 64 * 1024;

    private final Target target;
    private final Outbound outbound;
    private final Optional<String> account;
    private final Predicate<InetAddress> reachable;

    /**
     * @param account the connected account's address, by which our own writes are known
     * @param privateAllowed private networks that a target may be in
     */
    TargetChannel(Target target, Outbound outbound, Optional<String> account, AddressList privateAllowed) {
        this.target = target;
        this.outbound = outbound;
        this.account = account;
        this.reachable = address -> AddressList.isPublic(address) || privateAllowed.contains(address);
    }

    @Override
    public String name() {
        return target.channel();
    }

    @Override
    public Terms terms() {
        return new Terms(CONCURRENCY, DEADLINE, 0, Duration.ofMinutes(1));
    }

    @Override
    public Grouping grouping() {
        return new Grouping.OneByOne();
    }

    @Override
    public Plan<Delivery> prepare(Handle tx, List<Parcel> parcels) {
        var delivery = parcels.getFirst().newest();
        var written = account.flatMap(base -> WrittenLead.read(tx, base, delivery.key()));
        if (written.isPresent() && !delivery.replayed()) {
            var stored = tree(delivery.payload());
            var modified = stored.path("modified").asLong();
            if (Echo.of(modified, values(stored), written.get())) {
                return settled(delivery, new Done("an echo of our own write"));
            }
            if (written.get().underWay() && modified > 0 && isNew(tx, delivery)) {
                return settled(
                        delivery, new Retry(UNTIL_OUR_WRITE_IS_CONFIRMED, "is it an echo? our write is under way"));
            }
        }
        return new Plan<>(Map.of(), Optional.of(delivery));
    }

    /** A write of ours may also stay unconfirmed for days: amoCRM refused it, or is away. */
    private static boolean isNew(Handle tx, Delivery delivery) {
        return tx.createQuery("select :accepted > now() - :wait * interval '1 second'")
                .bind("accepted", delivery.acceptedAt())
                .bind("wait", AN_ECHO_COMES_WITHIN.toSeconds())
                .mapTo(Boolean.class)
                .one();
    }

    private static Plan<Delivery> settled(Delivery delivery, Outcome outcome) {
        return new Plan<>(Map.of(delivery.id(), outcome), Optional.empty());
    }

    private static Map<String, String> values(JsonNode stored) {
        var values = new HashMap<String, String>();
        stored.path("values")
                .properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
        return values;
    }

    @Override
    public Map<Long, Outcome> send(Delivery delivery, Courier courier) throws LeaseLost {
        courier.turn();
        var body = tree(delivery.payload()).path("body").toString().getBytes(StandardCharsets.UTF_8);
        var call = Call.of("POST", target.url(), body, DEADLINE)
                .maxReplyBytes(REPLY_BYTES)
                .onlyTo(reachable)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Mosty")
                .header("X-Mosty-Event-Id", name() + "/" + delivery.id());
        if (target.secret().isPresent()) {
            call = call.header(
                    "X-Mosty-Signature", "sha256=" + sign(target.secret().get(), body));
        }
        return Map.of(delivery.id(), outcome(outbound.send(call), delivery));
    }

    private static Outcome outcome(Reply reply, Delivery delivery) {
        return switch (reply) {
            case Reply.Answered answered -> answered(answered.status(), delivery);
            case Reply.NotSent(String why) -> new Pause(Backoff.after(2), "unreachable", why);
            case Reply.Unknown(String why) -> new Uncertain(why);
            case Reply.TooLarge ignored -> new Done("the target's answer was too large to be read");
        };
    }

    private static Outcome answered(int status, Delivery delivery) {
        var why = "the target answered " + status;
        return switch (status) {
            case 401, 403 -> new Pause(A_PERSON_IS_NEEDED, "forbidden", why);
            case 408, 425, 429 -> new Retry(Backoff.after(delivery.attempts()), why);
            default -> {
                if (status >= 200 && status < 300) {
                    yield new Done();
                }
                yield status >= 400 && status < 500
                        ? new Dead(why, new Fault(Integer.toString(status), ""))
                        : new Retry(Backoff.after(delivery.attempts()), why);
            }
        };
    }

    @Override
    public void settle(Handle tx, Delivery delivery, Map<Long, Outcome> outcomes) {
        // A target keeps its own state.
    }

    static String sign(String secret, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every JDK", e);
        }
    }

    private static JsonNode tree(String payload) {
        try {
            return JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored event is ours", e);
        }
    }
}
