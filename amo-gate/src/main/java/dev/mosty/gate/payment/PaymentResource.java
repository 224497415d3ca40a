package dev.mosty.gate.payment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.delivery.NotStored;
import dev.mosty.gate.Journaled;
import dev.mosty.gate.OneCToken;
import dev.mosty.web.ErrorResponse;
import dev.mosty.web.RequestId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
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
    private final OneCToken token;

    PaymentResource(Payments payments, OneCToken token) {
        this.payments = payments;
        this.token = token;
    }

    @POST
    public Response pay(@HeaderParam("Authorization") @Nullable String authorization, @Nullable JsonNode body)
            throws InterruptedException {
        if (!token.accepts(authorization)) {
            return ErrorResponse.of(401, "the token of 1C is missing or wrong");
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
