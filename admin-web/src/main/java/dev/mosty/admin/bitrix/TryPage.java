package dev.mosty.admin.bitrix;

import dev.mosty.access.Role;
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
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /admin/bitrix/try}: seed 004's form for a test, one entity, compared or sent. */
@Path("/admin/bitrix/try")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class TryPage {
    private static final TryForm.Read.Wrong NO_FAULT = new TryForm.Read.Wrong("", "");

    private final State state;
    private final Trials trials;
    private final Visitor visitor;

    TryPage(State state, Trials trials, Visitor visitor) {
        this.state = state;
        this.trials = trials;
        this.visitor = visitor;
    }

    /** @param again a try that bitrix-sync refused: what was typed stands in the form again */
    @GET
    public TemplateInstance form(@QueryParam("again") @Nullable String again) {
        return page(
                RunId.of(again)
                        .filter(run -> visitor.may(Role.ADMIN))
                        .flatMap(trials::refusedItem)
                        .map(TypedItem::form)
                        .orElse(TryForm.EMPTY),
                NO_FAULT);
    }

    /** Only {@code deed=send} writes to the portal. */
    @POST
    public Response leave(MultivaluedMap<String, String> typed) {
        TryForm form = TryForm.of(typed::getFirst);
        return switch (form.read()) {
            case TryForm.Read.Good(Kind kind, String origin, String item) -> {
                boolean dry = !"send".equals(typed.getFirst("deed"));
                UUID run = trials.leave(kind, origin, item, dry, visitor.actor());
                yield Redirect.to("/admin/bitrix/runs/" + run);
            }
            case TryForm.Read.Wrong wrong ->
                Response.status(422).entity(page(form, wrong)).build();
        };
    }

    private TemplateInstance page(TryForm form, TryForm.Read.Wrong wrong) {
        return Templates.trying(state.seen(), List.of(Kind.values()), form, wrong);
    }

    @CheckedTemplate(basePath = "bitrix")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance trying(
                State.Seen seen, List<Kind> kinds, TryForm form, TryForm.Read.Wrong wrong);
    }
}
