package dev.mosty.admin.bitrix;

import dev.mosty.admin.shell.Query;
import dev.mosty.web.Refused;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
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
     */
    @GET
    public TemplateInstance show(
            @PathParam("id") String id,
            @QueryParam("result") @Nullable String result,
            @QueryParam("from") @Nullable String from) {
        UUID number = RunId.of(id).orElseThrow(RunPage::unknown);
        Optional<RunRow> run = runs.one(number);
        if (run.isEmpty()) {
            return Templates.trial(number.toString(), trials.waiting(number).orElseThrow(RunPage::unknown));
        }
        String which = result != null && List.of("ok", "error", "open").contains(result) ? result : "";
        int first = from != null && from.matches("[0-9]{1,9}") ? Integer.parseInt(from) : 0;
        List<ItemRow> found = runs.items(number, which, first, ROWS + 1);
        List<ItemRow> shown = found.stream().limit(ROWS).toList();
        return Templates.run(
                state.portal(),
                run.get(),
                shown,
                which,
                Query.of("result", which),
                first,
                found.size() > ROWS ? found.getLast().position() : 0);
    }

    /** Its head alone, while it goes on; at its end the whole page is to be read again. */
    @GET
    @Path("progress")
    public Response progress(@PathParam("id") String id) {
        UUID number = RunId.of(id).orElseThrow(RunPage::unknown);
        RunRow run = runs.one(number).orElseThrow(RunPage::unknown);
        Response.ResponseBuilder answer = Response.ok(Templates.run$progress(run));
        return (run.running() ? answer : answer.header("HX-Refresh", "true")).build();
    }

    private static Refused unknown() {
        return new Refused(404, "There is no such run.");
    }

    @CheckedTemplate(basePath = "bitrix")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance run(
                Portal portal, RunRow run, List<ItemRow> items, String which, String query, int first, int next);

        static native TemplateInstance run$progress(RunRow run);

        static native TemplateInstance trial(String run, Trials.Waiting waiting);
    }
}
