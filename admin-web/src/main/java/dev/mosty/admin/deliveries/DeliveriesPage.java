package dev.mosty.admin.deliveries;

import dev.mosty.access.Role;
import dev.mosty.admin.deliveries.DeliveryFilter.State;
import dev.mosty.admin.deliveries.Revival.Deed;
import dev.mosty.admin.logs.EntryId;
import dev.mosty.admin.logs.PrettyText;
import dev.mosty.admin.shell.FormText;
import dev.mosty.admin.shell.NavEntry;
import dev.mosty.admin.shell.Redirect;
import dev.mosty.admin.shell.Visitor;
import dev.mosty.journal.Masking;
import dev.mosty.web.Refused;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** {@code /admin/deliveries}: the channels, and the deliveries that wait, were refused or are done. */
@Path("/admin/deliveries")
@jakarta.ws.rs.Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class DeliveriesPage {
    private static final int ROWS = 20;
    private static final int MOST_PAYLOAD = 50_000;
    private static final int LONGEST_REASON = 200;

    private final Channels channels;
    private final Deliveries deliveries;
    private final Revival revival;
    private final Visitor visitor;

    DeliveriesPage(Channels channels, Deliveries deliveries, Revival revival, Visitor visitor) {
        this.channels = channels;
        this.deliveries = deliveries;
        this.revival = revival;
        this.visitor = visitor;
    }

    @Produces
    @Singleton
    static NavEntry entry() {
        return new NavEntry(120, "/admin/deliveries", "deliveries-title", "shell-group-work", Role.VIEWER);
    }

    /** @param before the last row of the page before, as its link names it */
    @GET
    public Response list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("channel") @Nullable String channel,
            @QueryParam("key") @Nullable String key,
            @QueryParam("text") @Nullable String text,
            @QueryParam("before") @Nullable String before) {
        DeliveryFilter filter = DeliveryFilter.of(state, channel, key, text);
        return before == null || EntryId.of(before).isPresent()
                ? Response.ok(page(filter, EntryId.of(before).orElse(null), "")).build()
                : again(filter, "deliveries-bad-place");
    }

    @GET
    @Path("{id:[0-9]{1,18}}")
    public TemplateInstance one(@PathParam("id") long id, @QueryParam("key") @Nullable String key) {
        DeliveryRow row = found(id, key);
        String payload = row.payload() == null ? "" : PrettyText.of(Masking.body(row.payload(), MOST_PAYLOAD));
        return Templates.delivery(row, payload);
    }

    @POST
    @Path("{id:[0-9]{1,18}}/replay")
    public Response replay(@PathParam("id") long id) {
        return change(Deed.REPLAY, id, "deliveries-replayed");
    }

    @POST
    @Path("{id:[0-9]{1,18}}/discard")
    public Response discard(@PathParam("id") long id) {
        return change(Deed.DISCARD, id, "deliveries-discarded");
    }

    /** @param upTo the highest number that the page showed when it asked */
    @POST
    @Path("replay")
    public Response replayAll(
            @RestForm @Nullable String channel,
            @RestForm @Nullable String key,
            @RestForm @Nullable String text,
            @RestForm @Nullable String upTo) {
        return changeAll(Deed.REPLAY, DeliveryFilter.of("dead", channel, key, text), upTo, "deliveries-replayed");
    }

    @POST
    @Path("discard")
    public Response discardAll(
            @RestForm @Nullable String channel,
            @RestForm @Nullable String key,
            @RestForm @Nullable String text,
            @RestForm @Nullable String upTo) {
        return changeAll(Deed.DISCARD, DeliveryFilter.of("dead", channel, key, text), upTo, "deliveries-discarded");
    }

    @POST
    @Path("pause")
    public Response pause(@RestForm @Nullable String channel, @RestForm @Nullable String reason) {
        String why = FormText.line(reason, LONGEST_REASON);
        if (why.isEmpty()) {
            return again(DeliveryFilter.of(null, null, null, null), "deliveries-no-reason");
        }
        return switched(channels.pause(FormText.line(channel, 200), why, visitor.actor()), "deliveries-paused");
    }

    @POST
    @Path("resume")
    public Response resume(@RestForm @Nullable String channel) {
        return switched(channels.resume(FormText.line(channel, 200), visitor.actor()), "deliveries-resumed");
    }

    private static Response switched(boolean known, String done) {
        if (!known) {
            throw new Refused(404, "There is no such channel.");
        }
        return Redirect.to("/admin/deliveries?done=" + done);
    }

    private Response change(Deed deed, long id, String done) {
        DeliveryRow row = found(id, "");
        int changed = revival.one(deed, row.channel(), id, row.key(), visitor.actor());
        return Redirect.to("/admin/deliveries?state=dead&done=" + (changed == 1 ? done : "deliveries-too-late"));
    }

    private Response changeAll(Deed deed, DeliveryFilter filter, @Nullable String upTo, String done) {
        if (upTo == null || !upTo.matches("[0-9]{1,18}")) {
            return again(filter, "deliveries-not-counted");
        }
        int changed = revival.all(deed, filter, Long.parseLong(upTo), visitor.actor());
        return Redirect.to(
                "/admin/deliveries?" + filter.asQuery() + "done=" + (changed > 0 ? done : "deliveries-too-late"));
    }

    private DeliveryRow found(long id, @Nullable String key) {
        return deliveries
                .one(id, FormText.line(key, 200))
                .orElseThrow(() -> new Refused(404, "There is no such delivery."));
    }

    private Response again(DeliveryFilter filter, String fault) {
        return Response.status(422).entity(page(filter, null, fault)).build();
    }

    /** One row more than is shown says whether there are more. */
    private TemplateInstance page(DeliveryFilter filter, @Nullable EntryId before, String fault) {
        List<DeliveryRow> rows = deliveries.page(filter, before, ROWS + 1);
        List<DeliveryRow> shown = rows.stream().limit(ROWS).toList();
        return Templates.deliveries(
                channels.list(),
                filter,
                List.of(State.values()),
                shown,
                filter.state() == State.DEAD ? deliveries.dead(filter) : new Deliveries.Counted(0, 0),
                before != null,
                rows.size() > ROWS ? shown.getLast().name().toString() : "",
                fault);
    }

    @CheckedTemplate(basePath = "deliveries")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance deliveries(
                List<ChannelRow> channels,
                DeliveryFilter filter,
                List<State> states,
                List<DeliveryRow> rows,
                Deliveries.Counted dead,
                boolean further,
                String next,
                String fault);

        static native TemplateInstance delivery(DeliveryRow row, String payload);
    }
}
