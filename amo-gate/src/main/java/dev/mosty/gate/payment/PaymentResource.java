package dev.mosty.gate.payment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.access.BearerToken;
import dev.mosty.delivery.NotStored;
import dev.mosty.journal.Journaled;
import dev.mosty.web.ErrorResponse;
import dev.mosty.web.RequestId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code POST /payments}: 1C says what a document comes to. */
@Path("/payments")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Journaled
class PaymentResource {
    private final Payments payments;
    private final BearerToken token;

    PaymentResource(Payments payments, BearerToken token) {
        this.payments = payments;
        this.token = token;
    }

    @POST
    public Response pay(@Context HttpServerRequest request, @Nullable JsonNode body) throws InterruptedException {
        var refusal = token.refusal(request);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        try {
            payments.take(Payment.read(body), RequestId.current().orElse(null));
            return Response.ok(Map.of("status", "ok")).build();
        } catch (Payment.Malformed e) {
            return ErrorResponse.of(400, String.valueOf(e.getMessage()));
        } catch (NotStored e) {
            return ErrorResponse.unavailable("the payment was not stored, send it again: " + e.getMessage());
        }
    }
}
