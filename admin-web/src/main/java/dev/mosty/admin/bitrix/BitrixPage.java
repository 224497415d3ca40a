package dev.mosty.admin.bitrix;

import dev.mosty.access.Role;
import dev.mosty.admin.shell.NavEntry;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /admin/bitrix}: how the portal is connected, and the runs, newest first. */
@Path("/admin/bitrix")
@jakarta.ws.rs.Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class BitrixPage {
    private static final int ROWS = 20;

    private final State state;
    private final Runs runs;

    BitrixPage(State state, Runs runs) {
        this.state = state;
        this.runs = runs;
    }

    @Produces
    @Singleton
    static NavEntry entry() {
        return new NavEntry(150, "/admin/bitrix", "bitrix-title", "shell-group-work", Role.VIEWER);
    }

    /** @param htmx asks for the rows alone, again and again while a run goes on */
    @GET
    public TemplateInstance list(
            @QueryParam("before") @Nullable String before, @HeaderParam("HX-Request") @Nullable String htmx) {
        UUID last = RunId.of(before).orElse(null);
        List<RunRow> found = runs.page(last, ROWS + 1);
        List<RunRow> shown = found.stream().limit(ROWS).toList();
        boolean running = shown.stream().anyMatch(RunRow::running);
        String here = last == null ? "" : last.toString();
        if (htmx != null) {
            return Templates.runs$rows(shown, running, here);
        }
        return Templates.runs(
                state.seen(),
                shown,
                running,
                here,
                found.size() > ROWS ? shown.getLast().id().toString() : "");
    }

    @CheckedTemplate(basePath = "bitrix")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance runs(
                State.Seen seen, List<RunRow> rows, boolean running, String here, String next);

        static native TemplateInstance runs$rows(List<RunRow> rows, boolean running, String here);
    }
}
