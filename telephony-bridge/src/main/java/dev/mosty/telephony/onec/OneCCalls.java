package dev.mosty.telephony.onec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosty.delivery.DeliveryEngine;
import dev.mosty.delivery.Item;
import dev.mosty.telephony.TelephonyConfig;
import dev.mosty.telephony.call.Direction;
import dev.mosty.telephony.call.Onward;
import dev.mosty.telephony.call.Onwards;
import dev.mosty.web.Outbound;
import dev.mosty.web.Reply;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The 1C that is told of calls, if {@code ONEC_CALLS_URL} names one. */
@Singleton
public final class OneCCalls implements Onwards {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern EXTENSION = Pattern.compile("[0-9A-Za-z*#+@._-]{0,32}");

    private final OneCCallsConfig config;
    private final OneCBody body;
    private final Optional<OneCLine> line;

    OneCCalls(OneCCallsConfig config, TelephonyConfig telephony, Outbound outbound) {
        config.check();
        this.config = config;
        this.body = new OneCBody(telephony.zone());
        this.line = config.url().map(url -> new OneCLine(outbound, url, config.user(), config.password()));
    }

    void open(@Observes StartupEvent start, DeliveryEngine engine, Clock clock) {
        line.ifPresent(to -> engine.open(new CallsChannel(config, to, clock)));
    }

    @Override
    public List<Item> items(
            String callid, Direction direction, String phone, String line, List<Onward> onward, String requestId) {
        if (this.line.isEmpty()) {
            return List.of();
        }
        return onward.stream()
                .map(told -> Item.of(
                        CallsChannel.NAME,
                        callid,
                        kind(told),
                        body.of(callid, direction, phone, line, told),
                        requestId))
                .toList();
    }

    /** Whether there is a 1C that calls are told to. */
    public boolean isSet() {
        return line.isPresent();
    }

    /** What 1C says about a client's number. */
    public sealed interface Contact {
        /** @param ext the extension of whoever is responsible; empty for nobody */
        record Responsible(String ext) implements Contact {}

        record NoAnswer(String why) implements Contact {}
    }

    /** Asks 1C at once, whatever waits to be delivered. Needs {@link #isSet}. */
    public Contact contact(String phone, Duration deadline) {
        Reply reply =
                line.orElseThrow().post(OneCBody.contact(phone, config.token().orElse("")), false, deadline, () -> {});
        return switch (reply) {
            case Reply.Answered answered
            when answered.status() >= 200 && answered.status() < 300 -> responsible(answered.text());
            case Reply.Answered answered -> new Contact.NoAnswer("1C answered " + answered.status());
            case Reply.NotSent(String why) -> new Contact.NoAnswer(why);
            case Reply.Unknown(String why) -> new Contact.NoAnswer(why);
            case Reply.TooLarge ignored -> new Contact.NoAnswer("1C's answer is too large");
        };
    }

    private static Contact responsible(String body) {
        try {
            // 1C likes to begin a text with a byte order mark.
            String ext = JSON.readTree(body.replace("\uFEFF", ""))
                    .path("responsible")
                    .asText("")
                    .strip();
            return EXTENSION.matcher(ext).matches()
                    ? new Contact.Responsible(ext)
                    : new Contact.NoAnswer("1C's answer names no extension");
        } catch (JsonProcessingException e) {
            return new Contact.NoAnswer("1C's answer is not JSON");
        }
    }

    private static String kind(Onward told) {
        return switch (told) {
            case Onward.Event(String ignored, String type) -> type;
            case Onward.History ignored -> "HISTORY";
        };
    }
}
