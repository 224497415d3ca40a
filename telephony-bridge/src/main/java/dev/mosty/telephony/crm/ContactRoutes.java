package dev.mosty.telephony.crm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.access.AccessToken;
import dev.mosty.access.AccessTokens;
import dev.mosty.access.BearerToken;
import dev.mosty.access.FirstTokens;
import dev.mosty.access.Turnstile.Passage;
import dev.mosty.contacts.OneCContacts;
import dev.mosty.contacts.OneCImport;
import dev.mosty.telephony.Answer;
import dev.mosty.telephony.Reception;
import dev.mosty.telephony.call.Malformed;
import dev.mosty.web.BodyLimit;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * {@code POST /contacts}: the address book from 1C, an array of contacts, with {@code Authorization: Bearer} of {@code
 * ONEC_TOKEN}, which opens amo-gate too: whichever of the two starts first makes it, if nobody gave one.
 */
@Singleton
final class ContactRoutes {
    private static final long MAX_BODY = 10L << 20;

    /** Phones that could not be read, of which the answer says so one by one. */
    private static final int NAMED = 100;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BearerToken token;
    private final OneCContacts contacts;
    private final OneCImport book;
    private final FirstTokens first;
    private final Optional<String> given;
    private final Reception reception;

    ContactRoutes(
            AccessTokens tokens,
            OneCContacts contacts,
            OneCImport book,
            FirstTokens first,
            @ConfigProperty(name = "onec.token") Optional<String> given,
            Reception reception,
            Clock clock) {
        this.token = new BearerToken("onec", "ONEC_TOKEN", tokens, Duration.ZERO, clock);
        this.contacts = contacts;
        this.book = book;
        this.first = first;
        this.given = given;
        this.reception = reception;
    }

    void makeAtStart(@Observes StartupEvent start) {
        token.make(first, given, "1C's token (ONEC_TOKEN)");
    }

    void routes(@Observes Router router) {
        router.post("/contacts").handler(BodyLimit.of(MAX_BODY)).handler(this::receive);
        router.route("/contacts").handler(context -> Reception.wrongMethod(context, "POST"));
    }

    /** What was sent is people, and not shown in the log. */
    private void receive(RoutingContext context) {
        Buffer body = context.body().buffer();
        byte[] bytes = body == null ? new byte[0] : body.getBytes();
        String presented = context.request().getHeader("Authorization");
        reception.receive(context, "/contacts", "", () -> switch (token.admit(presented, Reception.peer(context))) {
            case Passage.Wrong<AccessToken>() -> Answer.error(401, "the token of 1C is missing or wrong");
            case Passage.Slowed<AccessToken> slowed -> Answer.slowed(slowed);
            case Passage.Open<AccessToken>(AccessToken known) -> store(bytes, known.name());
        });
    }

    private Answer store(byte[] bytes, String by) {
        return switch (contacts.read(tree(bytes))) {
            case OneCContacts.Reading.Malformed(String why) -> Answer.error(400, why);
            case OneCContacts.Reading.Understood(var read, var unread) -> {
                OneCImport.Result result = book.accept(read, by);
                ObjectNode said = JSON.createObjectNode()
                        .put("status", "ok")
                        .put("created", result.created())
                        .put("changed", result.changed())
                        .put("unchanged", result.unchanged())
                        .put("deleted", result.deleted());
                if (!unread.isEmpty()) {
                    ArrayNode named = said.put("unread", unread.size()).putArray("warnings");
                    unread.stream().limit(NAMED).forEach(named::add);
                }
                yield new Answer(200, said.toString());
            }
        };
    }

    private static JsonNode tree(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new Malformed("the body is not JSON");
        }
    }
}
