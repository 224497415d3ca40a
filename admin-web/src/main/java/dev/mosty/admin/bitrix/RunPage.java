package dev.mosty.admin.bitrix;

import dev.mosty.admin.shell.Query;
import dev.mosty.web.Refused;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /admin/bitrix/runs/<id>}: each entity's result, and why those wait that have none. */
@Path("/admin/bitrix/runs/{id}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class RunPage {
    static final int ROWS = 50;

    private final State state;
    private final Runs runs;
    private final Trials trials;

    RunPage(State state, Runs runs, Trials trials) {
        this.state = state;
        this.runs = runs;
        this.trials = trials;
    }

    /**
     * One that was tried a moment ago may still be on its way to bitrix-sync.
     *
     * @param result {@code ok}, {@code error} or {@code open}; all else is all
     * @param from the first position that is shown
     * @param htmx asks for what changes alone, again and again while the run goes on
     */
    @GET
    public Response show(
            @PathParam("id") String id,
            @QueryParam("result") @Nullable String result,
            @QueryParam("from") @Nullable String from,
            @HeaderParam("HX-Request") @Nullable String htmx) {
        UUID number = RunId.of(id).orElseThrow(RunPage::unknown);
        Optional<RunRow> run = runs.one(number);
        if (run.isEmpty()) {
            Trials.Waiting waiting = trials.waiting(number).orElseThrow(RunPage::unknown);
            return Response.ok(Templates.trial(number.toString(), waiting)).build();
        }
        String which = result != null && List.of("ok", "error", "open").contains(result) ? result : "";
        int first = from != null && from.matches("[0-9]{1,9}") ? Integer.parseInt(from) : 0;
        List<ItemRow> found = runs.items(number, which, first, ROWS + 1);
        List<ItemRow> shown = found.stream().limit(ROWS).toList();
        Portal portal = state.portal();
        String query = Query.of("result", which);
        int next = found.size() > ROWS ? found.getLast().position() : 0;
        return Response.ok(
                        htmx == null
                                ? Templates.run(portal, run.get(), shown, which, query, first, next)
                                : Templates.run$now(portal, run.get(), shown, which, query, first, next))
                .build();
    }

    /** Has htmx read the page again once bitrix-sync has made a run of a try, or has said why not. */
    @GET
    @Path("trial")
    public Response trial(@PathParam("id") String id) {
        UUID number = RunId.of(id).orElseThrow(RunPage::unknown);
        boolean waits = trials.waiting(number)
                .filter(waiting -> waiting.refused() == null)
                .isPresent();
        return waits
                ? Response.noContent().build()
                : Response.ok("").header("HX-Refresh", "true").build();
    }

    private static Refused unknown() {
        return new Refused(404, "There is no such run.");
    }

    @CheckedTemplate(basePath = "bitrix")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance run(
                Portal portal, RunRow run, List<ItemRow> items, String which, String query, int first, int next);

        static native TemplateInstance run$now(
                Portal portal, RunRow run, List<ItemRow> items, String which, String query, int first, int next);

        static native TemplateInstance trial(String run, Trials.Waiting waiting);
    }
}
