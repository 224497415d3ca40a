package dev.mosty.admin.bitrix;

import dev.mosty.admin.bitrix.Links.Link;
import dev.mosty.admin.shell.FormText;
import dev.mosty.admin.shell.Redirect;
import dev.mosty.admin.shell.Visitor;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** {@code /admin/bitrix/conflicts}: objects of 1C of which the portal has several, and which of those is meant. */
@Path("/admin/bitrix/conflicts")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class ConflictsPage {
    static final int ROWS = 50;

    private final State state;
    private final Links links;
    private final Visitor visitor;

    ConflictsPage(State state, Links links, Visitor visitor) {
        this.state = state;
        this.links = links;
        this.visitor = visitor;
    }

    /** @param skip how many of the newest are left out */
    @GET
    public TemplateInstance list(@QueryParam("skip") @Nullable String skip) {
        return page("", Skipped.of(skip));
    }

    /** @param deed {@code merge} or {@code relink} */
    @POST
    public Response choose(
            @RestForm @Nullable String key, @RestForm @Nullable String portalId, @RestForm @Nullable String deed) {
        boolean merge = "merge".equals(deed);
        if (portalId == null || !portalId.matches("[0-9]{1,18}") || (!merge && !"relink".equals(deed))) {
            return again("bitrix-nothing-chosen");
        }
        String lane = FormText.line(key, 300);
        if (merge && lane.startsWith("product")) {
            return again("bitrix-not-mergeable");
        }
        return links.choose(lane, Long.parseLong(portalId), merge, visitor.actor())
                ? Redirect.to("/admin/bitrix/conflicts?done=bitrix-chosen")
                : again("bitrix-conflict-gone");
    }

    private Response again(String fault) {
        return Response.status(422).entity(page(fault, 0)).build();
    }

    private TemplateInstance page(String fault, int skipped) {
        List<Link> found = links.conflicts(skipped, ROWS + 1);
        return Templates.conflicts(
                state.seen(),
                found.stream().limit(ROWS).toList(),
                fault,
                skipped,
                found.size() > ROWS ? skipped + ROWS : 0);
    }

    @CheckedTemplate(basePath = "bitrix")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance conflicts(State.Seen seen, List<Link> rows, String fault, int skipped, int next);
    }
}
