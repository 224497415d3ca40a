package dev.mosty.gate.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.access.BearerToken;
import dev.mosty.journal.Journaled;
import dev.mosty.web.Bundle;
import dev.mosty.web.ErrorResponse;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /amo/keys} and {@code /amo/refresh}: the buttons of 1C's TokenAmoCRM. {@code /amo/oauth/callback}: where
 * amoCRM sends the browser after consent, so that nobody copies a code that lives 20 minutes.
 */
@Path("/amo")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Journaled
class AmoResource {
    private static final int LONGEST = 4_000;
    private static final List<String> KEYS = List.of("client_id", "client_secret", "redirect_url", "code");

    private final Connections connections;
    private final AmoKeys keys;
    private final Consents consents;
    private final BearerToken token;

    AmoResource(Connections connections, AmoKeys keys, Consents consents, BearerToken token) {
        this.connections = connections;
        this.keys = keys;
        this.consents = consents;
        this.token = token;
    }

    /** {@code {"client_id","client_secret","code","redirect_url"}}, any of them. */
    @POST
    @Path("/keys")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response load(@Context HttpServerRequest request, @Nullable JsonNode body) throws InterruptedException {
        var refusal = token.refusal(request);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (body == null || !body.isObject()) {
            return ErrorResponse.of(400, "the body must be an object");
        }
        for (var name : KEYS) {
            if (body.hasNonNull(name)
                    && (!body.path(name).isTextual() || body.path(name).asText().length() > LONGEST)) {
                return ErrorResponse.of(400, name + " must be text");
            }
        }
        if (KEYS.stream().allMatch(name -> text(body, name).isEmpty())) {
            return ErrorResponse.of(400, "none of " + String.join(", ", KEYS) + " is given");
        }
        return reply(connections.load(
                text(body, "client_id"),
                text(body, "client_secret"),
                text(body, "redirect_url"),
                text(body, "code"),
                "1c"));
    }

    @POST
    @Path("/refresh")
    public Response refresh(@Context HttpServerRequest request) throws InterruptedException {
        var refusal = token.refusal(request);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return reply(connections.refresh());
    }

    /**
     * A stranger may call this with a code of an account of his own. It is exchanged at our account's address alone,
     * where amoCRM refuses it, and a refused code leaves the present connection as it is.
     */
    @GET
    @Path("/oauth/callback")
    @Produces("text/plain; charset=utf-8")
    public Response consented(
            @QueryParam("code") @Nullable String code,
            @QueryParam("state") @Nullable String state,
            @QueryParam("referer") @Nullable String referer,
            @QueryParam("error") @Nullable String error,
            @Context HttpServerRequest peer)
            throws InterruptedException {
        if (error != null || code == null || code.isBlank() || code.length() > LONGEST) {
            return said(400, "no-code");
        }
        if (referer == null || !keys.hosts().contains(referer)) {
            return said(400, "another-account");
        }
        var address = peer.remoteAddress() == null ? "" : peer.remoteAddress().hostAddress();
        return switch (consents.on(state, address)) {
            case UNKNOWN_STATE -> said(400, "unknown-state");
            case TOO_MANY -> said(429, "too-many");
            case OURS, STRANGER -> exchanged(code, address);
        };
    }

    private Response exchanged(String code, String address) throws InterruptedException {
        return switch (connections.load(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(code), "amoCRM consent")) {
            case Connections.Result.Connected ignored -> {
                consents.connected(address);
                yield said(200, "connected");
            }
            case Connections.Result.Refused ignored -> said(409, "refused");
            case Connections.Result.Saved ignored -> said(202, "pending");
            case Connections.Result.Pending ignored -> said(202, "pending");
        };
    }

    private static Response said(int status, String words) {
        return Response.status(status)
                .entity(Bundle.beside(AmoResource.class).of(words))
                .build();
    }

    private static Response reply(Connections.Result result) {
        return switch (result) {
            case Connections.Result.Connected connected ->
                Response.ok(Map.of(
                                "status",
                                "ok",
                                "refreshedAt",
                                connected.refreshedAt().toString(),
                                "expiresAt",
                                connected.expiresAt().toString()))
                        .build();
            case Connections.Result.Refused refused -> ErrorResponse.of(409, refused.why());
            case Connections.Result.Saved ignored ->
                Response.ok(Map.of("status", "saved")).build();
            case Connections.Result.Pending ignored ->
                Response.accepted(Map.of("status", "pending")).build();
        };
    }

    private static Optional<String> text(JsonNode body, String name) {
        return Optional.of(body.path(name).asText("").strip()).filter(value -> !value.isEmpty());
    }
}
