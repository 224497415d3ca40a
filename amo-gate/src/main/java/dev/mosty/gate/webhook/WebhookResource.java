package dev.mosty.gate.webhook;

import dev.mosty.delivery.NotStored;
import dev.mosty.gate.amocrm.AmoConfig;
import dev.mosty.journal.Journaled;
import dev.mosty.web.ErrorResponse;
import dev.mosty.web.RequestId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * {@code POST /amo/webhook/{secret}}: amoCRM's events. They are not signed, so the address is the secret ({@code
 * facts/amocrm.md §2}); a wrong one is a page that is not there.
 */
@Path("/amo/webhook/{secret}")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Journaled
class WebhookResource {
    private static final Logger LOG = Logger.getLogger(WebhookResource.class);

    private final Webhooks webhooks;
    private final AmoConfig config;

    WebhookResource(Webhooks webhooks, AmoConfig config) {
        this.webhooks = webhooks;
        this.config = config;
    }

    /** Journaled, too: a webhook that was refused is otherwise seen by amoCRM alone. */
    @POST
    public Response receive(@PathParam("secret") String secret, byte[] body) throws InterruptedException {
        if (config.webhookSecret().isEmpty() || !same(config.webhookSecret().get(), secret)) {
            return ErrorResponse.of(404, "not found");
        }
        try {
            var notice = Notice.read(body);
            var expected = config.accountId().map(Object::toString);
            if (expected.isPresent() && notice.accountIds().stream().anyMatch(id -> !id.equals(expected.get()))) {
                LOG.warnf("A webhook of account %s was refused", notice.accountIds());
                return ErrorResponse.of(403, "this gate serves another account");
            }
            var stored = webhooks.take(notice, RequestId.current().orElse(null));
            return Response.ok(taken(notice, stored)).build();
        } catch (IllegalArgumentException e) {
            return ErrorResponse.of(400, "neither a form nor JSON: " + e.getMessage());
        } catch (NotStored e) {
            return ErrorResponse.unavailable("not stored, send it again: " + e.getMessage());
        }
    }

    /** A mismatch stands in the answer, and so in the request log. */
    private static Map<String, Object> taken(Notice notice, int stored) {
        if (notice.accountIds().size() <= 1) {
            return Map.of("status", "ok", "stored", stored);
        }
        LOG.warnf("A webhook names several accounts: %s", notice.accountIds());
        return Map.of("status", "ok", "stored", stored, "accounts", notice.accountIds());
    }

    private static boolean same(String expected, String presented) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
    }
}
