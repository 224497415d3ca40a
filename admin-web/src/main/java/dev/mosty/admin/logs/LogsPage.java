package dev.mosty.admin.logs;

import dev.mosty.access.Role;
import dev.mosty.admin.shell.NavEntry;
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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /admin/logs}: ten requests a page, newest first, and each of them as a page of its own. */
@Path("/admin/logs")
@jakarta.ws.rs.Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class LogsPage {
    private static final int ROWS = 10;

    private final RequestLog log;

    LogsPage(RequestLog log) {
        this.log = log;
    }

    @Produces
    @Singleton
    static NavEntry entry() {
        return new NavEntry(110, "/admin/logs", "logs-title", "shell-group-work", Role.VIEWER);
    }

    /**
     * @param newer the first row of the page after this one
     * @param older the last row of the page before this one
     * @param further where the look for something rare shall go on, empty if it saw everything
     */
    record Places(String newer, String older, String further) {
        static final Places NONE = new Places("", "", "");
    }

    /**
     * @param before a row: those older than it
     * @param after a row: those newer than it
     */
    @GET
    public Response list(
            @QueryParam("q") @Nullable String q,
            @QueryParam("service") @Nullable String service,
            @QueryParam("result") @Nullable String result,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("before") @Nullable String before,
            @QueryParam("after") @Nullable String after) {
        LogFilter filter = LogFilter.of(q, service, result, from, to);
        Optional<String> fault = filter.fault().or(() -> wrongPlace(before).or(() -> wrongPlace(after)));
        if (fault.isPresent()) {
            return Response.status(422)
                    .entity(Templates.logs(List.of(), filter, LogFilter.SERVICES, Places.NONE, fault.get()))
                    .build();
        }
        return Response.ok(EntryId.of(after).map(place -> newer(filter, place)).orElseGet(() -> older(filter, before)))
                .build();
    }

    /** One row more than is shown says whether there are more. */
    private TemplateInstance older(LogFilter filter, @Nullable String before) {
        RequestLog.Found found = log.older(filter, EntryId.of(before).orElse(EntryId.LAST), ROWS + 1);
        List<LogRow> shown = found.rows().stream().limit(ROWS).toList();
        return page(
                shown,
                filter,
                before != null,
                found.rows().size() > ROWS,
                found.lookedTo() == null ? "" : found.lookedTo().toString());
    }

    private TemplateInstance newer(LogFilter filter, EntryId after) {
        List<LogRow> found = log.newer(filter, after, ROWS + 1);
        boolean more = found.size() > ROWS;
        List<LogRow> shown = found.subList(more ? 1 : 0, found.size());
        return shown.size() < ROWS ? older(filter, null) : page(shown, filter, more, true, "");
    }

    private static TemplateInstance page(
            List<LogRow> shown, LogFilter filter, boolean newer, boolean older, String further) {
        String first = shown.isEmpty() ? "" : shown.getFirst().name().toString();
        String last = shown.isEmpty() ? "" : shown.getLast().name().toString();
        return Templates.logs(
                shown, filter, LogFilter.SERVICES, new Places(newer ? first : "", older ? last : "", further), "");
    }

    @GET
    @Path("{entry}")
    public TemplateInstance one(@PathParam("entry") String entry) {
        LogRow row = EntryId.of(entry)
                .flatMap(log::row)
                .orElseThrow(() -> new Refused(404, "There is no such row of the log."));
        return Templates.entry(row, PrettyText.of(row.request()), PrettyText.of(row.answer()));
    }

    private static Optional<String> wrongPlace(@Nullable String place) {
        return place == null || EntryId.of(place).isPresent() ? Optional.empty() : Optional.of("logs-bad-place");
    }

    @CheckedTemplate(basePath = "logs")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance logs(
                List<LogRow> rows, LogFilter filter, List<String> services, Places places, String fault);

        static native TemplateInstance row(LogRow row);

        static native TemplateInstance entry(LogRow row, String request, String answer);
    }
}
