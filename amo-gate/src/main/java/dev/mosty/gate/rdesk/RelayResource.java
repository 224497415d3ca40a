package dev.mosty.gate.rdesk;

import dev.mosty.access.WidgetAccess;
import dev.mosty.gate.rdesk.IntakeGuard.Refusal;
import dev.mosty.journal.Journaled;
import dev.mosty.settings.Misconfigured;
import dev.mosty.web.Call;
import dev.mosty.web.Cors;
import dev.mosty.web.ErrorResponse;
import dev.mosty.web.Outbound;
import dev.mosty.web.Reply;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /rdesk/request} and {@code /rdesk/ch1}: the widget's RDESK buttons, relayed to RDESK's local client
 * ({@code facts/amocrm.md §1}, Widget). Off while {@code RDESK_URL} is unset. Since it writes into RDESK, it is never
 * open to everybody: amoCRM's one-time widget token lets in, and so does what lets RDESK in, once {@code GATE_TOKEN} or
 * {@code GATE_ALLOW_IPS} is set; with neither it answers 403. Pages of {@code CORS_ORIGINS} may call it.
 */
@Path("/rdesk")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Journaled
class RelayResource {
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final int REPLY_BYTES = 1024 * 1024;

    private final RelayConfig config;
    private final IntakeGuard guard;
    private final WidgetAccess widget;
    private final Outbound outbound;

    RelayResource(RelayConfig config, IntakeGuard guard, WidgetAccess widget, Outbound outbound) {
        this.config = config;
        this.guard = guard;
        this.widget = widget;
        this.outbound = outbound;
    }

    void allowPages(@Observes Router router, Cors cors) {
        cors.install(router, "/rdesk/*", Set.of(HttpMethod.POST));
    }

    void check(@Observes StartupEvent start) {
        config.url()
                .filter(url -> url.getHost() == null
                        || !String.valueOf(url.getScheme()).matches("https?"))
                .ifPresent(url -> {
                    throw new Misconfigured("RDESK_URL", "must be an address such as http://10.0.0.5:4455");
                });
    }

    @POST
    @Path("/{button:request|ch1}")
    public Response relay(
            @PathParam("button") String button,
            @HeaderParam("Authorization") @Nullable String authorization,
            @HeaderParam("X-Auth-Token") @Nullable String widgetToken,
            @QueryParam("token") @Nullable String query,
            @Context HttpServerRequest request,
            byte[] body) {
        if (config.url().isEmpty()) {
            return ErrorResponse.of(404, "not found");
        }
        Optional<Refusal> refusal;
        try {
            refusal = widget.admit(widgetToken).isPresent()
                    ? Optional.empty()
                    : check(request.remoteAddress().hostAddress(), authorization, query);
        } catch (JdbiException e) {
            return ErrorResponse.unavailable("the token could not be checked, send it again");
        }
        if (refusal.isPresent()) {
            var why = refusal.get();
            return why.after() > 0
                    ? ErrorResponse.later(why.status(), why.sentence(), why.after())
                    : ErrorResponse.of(why.status(), why.sentence());
        }
        var call = Call.of("POST", target(config.url().get(), button), body, DEADLINE)
                .maxReplyBytes(REPLY_BYTES)
                .header("Content-Type", "application/json");
        return switch (outbound.send(call)) {
            case Reply.Answered answered
            when answered.status() < 300 ->
                Response.status(answered.status())
                        .type(answered.header("Content-Type").orElse(MediaType.APPLICATION_JSON))
                        .entity(answered.body())
                        .build();
            case Reply.Answered answered -> ErrorResponse.of(502, "RDESK answered " + answered.status());
            case Reply.NotSent(String why) -> ErrorResponse.of(502, "RDESK cannot be reached: " + why);
            case Reply.Unknown ignored -> ErrorResponse.of(504, "RDESK did not answer in time; look there first");
            case Reply.TooLarge ignored -> ErrorResponse.of(502, "RDESK's answer is too large");
        };
    }

    private Optional<Refusal> check(String address, @Nullable String authorization, @Nullable String query) {
        return guard.open()
                ? Optional.of(new Refusal(403, "set GATE_TOKEN or GATE_ALLOW_IPS to use the relay"))
                : guard.check(address, authorization, query);
    }

    /** An address without a path means RDESK's usual one. */
    private static URI target(URI base, String button) {
        var path = base.getPath() == null ? "" : base.getPath();
        var trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return base.resolve((trimmed.isEmpty() ? "/crm/v1" : trimmed) + "/" + button);
    }
}
