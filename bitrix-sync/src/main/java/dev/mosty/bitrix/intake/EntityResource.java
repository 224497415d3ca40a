package dev.mosty.bitrix.intake;

import dev.mosty.access.BearerToken;
import dev.mosty.bitrix.plan.Work;
import dev.mosty.delivery.NotStored;
import dev.mosty.journal.JournalFilter;
import dev.mosty.journal.Journaled;
import dev.mosty.web.ErrorResponse;
import dev.mosty.web.RequestId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/entities} and {@code GET /v1/runs/{id}}: 1C sends what it has, and asks what became of it. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class EntityResource {
    /** Runs end on any replica, so the database is asked. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /** A comparison is only worth its answer. */
    private static final Duration DRY_RUN_WAIT = Duration.ofSeconds(30);

    private final Runs runs;
    private final BearerToken token;

    EntityResource(Runs runs, BearerToken token) {
        this.runs = runs;
        this.token = token;
    }

    @POST
    @Journaled
    @Path("/entities")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response post(
            @Context RoutingContext request,
            @QueryParam("wait") @Nullable String wait,
            @QueryParam("dryRun") @Nullable String dryRun,
            byte[] body)
            throws InterruptedException, IOException {
        try {
            var refusal = token.refusal(request.request());
            if (refusal.isPresent()) {
                return refusal.get();
            }
            JournalFilter.show(request, body);
            var waiting = Waiting.of(wait);
            var dry = flag(dryRun);
            if (waiting.isEmpty()) {
                return ErrorResponse.of(400, "wait must be a time such as 30s, at most 5m");
            }
            if (dry.isEmpty()) {
                return ErrorResponse.of(400, "dryRun must be true or false");
            }
            return switch (Entities.read(Work.JSON.readTree(body))) {
                case Entities.Refused(String sentence) -> ErrorResponse.of(400, sentence);
                case Entities.Taken(var entities) -> {
                    var run =
                            runs.accept(entities, dry.get(), RequestId.current().orElse(null));
                    yield answer(run, dry.get() && wait == null ? DRY_RUN_WAIT : waiting.get());
                }
            };
        } catch (NotStored e) {
            return ErrorResponse.unavailable("not stored, send it again: " + e.getMessage());
        }
    }

    @GET
    @Path("/runs/{id}")
    public Response read(@Context HttpServerRequest request, @PathParam("id") String id) throws InterruptedException {
        try {
            var refusal = token.refusal(request);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            return uuid(id).flatMap(runs::read)
                    .map(report -> Response.ok(report).build())
                    .orElseGet(() -> ErrorResponse.of(404, "there is no such run"));
        } catch (NotStored e) {
            return ErrorResponse.unavailable("the database is away, ask again: " + e.getMessage());
        }
    }

    private Response answer(UUID run, Duration wait) throws InterruptedException {
        var until = System.nanoTime() + wait.toNanos();
        while (System.nanoTime() - until < 0) {
            if (runs.finished(run)) {
                return Response.ok(runs.read(run).orElseThrow()).build();
            }
            Thread.sleep(LOOK_EVERY);
        }
        return Response.accepted(Map.of("run", run.toString())).build();
    }

    private static Optional<Boolean> flag(@Nullable String text) {
        return switch (text) {
            case null -> Optional.of(false);
            case "true", "1", "" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return id.length() == 36 ? Optional.of(UUID.fromString(id)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
