package dev.mosty.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.jspecify.annotations.Nullable;

/** A small service for {@link EveryRequestTest}. */
@Path("/test")
public class EndpointsResource {
    /** What {@code /test/item} takes. */
    public record Item(
            @NotBlank @Nullable String name,
            int amount,
            @Nullable Inner inner) {}

    /** A part of it. */
    public record Inner(int depth) {}

    @POST
    @Path("/item")
    public Item item(@Valid @NotNull Item item) {
        return item;
    }

    @POST
    @Path("/text")
    public int text(String text) {
        return text.length();
    }

    @GET
    @Path("/virtual")
    @RunOnVirtualThread
    public String virtual() {
        return Thread.currentThread().isVirtual() + " " + RequestId.current().orElse("none");
    }

    @GET
    @Path("/blocking")
    public String blocking() {
        return RequestId.current().orElse("none");
    }

    @GET
    @Path("/broken")
    public String broken() {
        throw new IllegalStateException("secret detail");
    }

    @GET
    @Path("/teapot")
    public String teapot() {
        throw new Refused(418, "Tea.");
    }

    @GET
    @Path("/number/{number}")
    public int number(@PathParam("number") int number) {
        return number;
    }

    void rawRoutes(@Observes Router router) {
        router.post("/raw").handler(BodyLimit.of(10)).handler(context -> {
            context.end(RequestId.of(context));
        });
        router.get("/raw-broken").handler(context -> {
            throw new IllegalStateException("secret detail");
        });
        router.get("/raw-later")
                .handler(context -> context.vertx().setTimer(5, id -> {
                    context.end(RequestId.current().orElse("none"));
                }));
    }
}
