package dev.mosty.admin.calls;

import dev.mosty.access.Role;
import dev.mosty.admin.AdminConfig;
import dev.mosty.admin.deliveries.Deliveries;
import dev.mosty.admin.deliveries.DeliveryRow;
import dev.mosty.admin.logs.EntryId;
import dev.mosty.admin.shell.NavEntry;
import dev.mosty.admin.shell.SafeHeaders;
import dev.mosty.web.Refused;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /admin/calls}: the journal with its charts, and one call with everything that is known of it. */
@Path("/admin/calls")
@jakarta.ws.rs.Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class CallsPage {
    private static final int ROWS = 20;
    /** What is counted or looked through where no first day was asked for. */
    static final int DAYS = 30;

    private static final int MOST_DELIVERIES = 100;

    private final CallJournal journal;
    private final Figures figures;
    private final CallStory story;
    private final Deliveries deliveries;
    private final Clock clock;
    private final ZoneId zone;

    CallsPage(
            CallJournal journal,
            Figures figures,
            CallStory story,
            Deliveries deliveries,
            Clock clock,
            AdminConfig config) {
        this.journal = journal;
        this.figures = figures;
        this.story = story;
        this.deliveries = deliveries;
        this.clock = clock;
        this.zone = config.zone();
    }

    @Produces
    @Singleton
    static NavEntry entry() {
        return new NavEntry(130, "/admin/calls", "calls-title", "shell-group-work", Role.VIEWER);
    }

    /**
     * @param counted over which days the charts count
     * @param figures null where there is nothing to draw
     */
    record Charts(CallFilter counted, Figures.@Nullable Reading figures) {}

    /** @param before the last call of the page before; one more than is shown says whether there are more */
    @GET
    public Response list(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("direction") @Nullable String direction,
            @QueryParam("state") @Nullable String state,
            @QueryParam("ext") @Nullable String ext,
            @QueryParam("phone") @Nullable String phone,
            @QueryParam("before") @Nullable String before) {
        CallFilter typed = CallFilter.of(from, to, direction, state, ext, phone);
        Optional<EntryId> place = EntryId.of(before);
        Optional<String> fault = typed.fault()
                .or(() -> before == null || place.isPresent() ? Optional.empty() : Optional.of("calls-bad-place"));
        if (fault.isPresent()) {
            return Response.status(422)
                    .entity(Templates.calls(List.of(), typed, new Charts(typed, null), true, false, "", fault.get()))
                    .build();
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        CallFilter filter = typed.bounded(today, DAYS);
        List<CallRow> found = journal.page(filter, place.orElse(null), ROWS + 1);
        List<CallRow> shown = found.stream().limit(ROWS).toList();
        CallFilter counted = filter.recent(today, DAYS);
        return Response.ok(Templates.calls(
                        shown,
                        filter,
                        new Charts(counted, shown.isEmpty() ? null : figures.read(counted)),
                        !shown.isEmpty() || journal.any(),
                        place.isPresent(),
                        found.size() > ROWS ? shown.getLast().name().toString() : "",
                        ""))
                .build();
    }

    /**
     * @param listen there once the person asked for the recording: until then the browser asks the PBX's site for
     *     nothing, and our policy does not let it
     */
    @GET
    @Path("{id}")
    public Response one(@PathParam("id") long id, @QueryParam("listen") @Nullable String listen) {
        CallRow call = journal.one(id).orElseThrow(() -> new Refused(404, "There is no such call."));
        Optional<URI> record = call.record();
        boolean plays = listen != null && record.isPresent();
        Response.ResponseBuilder answer = Response.ok(Templates.call(
                call,
                story.legs(id),
                story.told(id),
                deliveries.ofKeys(List.of(call.callid()), MOST_DELIVERIES),
                record.map(URI::toString).orElse(""),
                plays));
        return plays
                ? answer.header(SafeHeaders.POLICY_HEADER, SafeHeaders.withMediaOf(record.get()))
                        .build()
                : answer.build();
    }

    @CheckedTemplate(basePath = "calls")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance calls(
                List<CallRow> rows,
                CallFilter filter,
                Charts charts,
                boolean any,
                boolean further,
                String next,
                String fault);

        static native TemplateInstance call(
                CallRow call,
                List<CallStory.Leg> legs,
                List<CallStory.Told> told,
                List<DeliveryRow> deliveries,
                String record,
                boolean plays);
    }
}
