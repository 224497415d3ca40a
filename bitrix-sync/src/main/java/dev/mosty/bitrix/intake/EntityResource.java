package dev.mosty.bitrix.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.bitrix.SyncToken;
import dev.mosty.bitrix.plan.Work;
import dev.mosty.delivery.NotStored;
import dev.mosty.web.ErrorResponse;
import dev.mosty.web.RequestId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
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

    private static final String WRONG_TOKEN = "the token of 1C is missing or wrong";

    private final Runs runs;
    private final SyncToken token;

    EntityResource(Runs runs, SyncToken token) {
        this.runs = runs;
        this.token = token;
    }

    @POST
    @Path("/entities")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response post(
            @HeaderParam("Authorization") @Nullable String authorization,
            @QueryParam("wait") @Nullable String wait,
            @QueryParam("dryRun") @Nullable String dryRun,
            InputStream body)
            throws InterruptedException, IOException {
        try {
            if (!token.accepts(authorization)) {
                return ErrorResponse.of(401, WRONG_TOKEN);
            }
            var waiting = Waiting.of(wait);
            var dry = flag(dryRun);
            if (waiting.isEmpty()) {
                return ErrorResponse.of(400, "wait must be a time such as 30s, at most 5m");
            }
            if (dry.isEmpty()) {
                return ErrorResponse.of(400, "dryRun must be true or false");
            }
            return switch (Entities.read(json(body))) {
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
    public Response read(@HeaderParam("Authorization") @Nullable String authorization, @PathParam("id") String id)
            throws InterruptedException {
        try {
            if (!token.accepts(authorization)) {
                return ErrorResponse.of(401, WRONG_TOKEN);
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

    private static @Nullable JsonNode json(InputStream body) throws IOException {
        try (var json = body) {
            return Work.JSON.readTree(json);
        }
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
