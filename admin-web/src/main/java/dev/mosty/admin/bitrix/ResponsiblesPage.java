package dev.mosty.admin.bitrix;

import dev.mosty.admin.shell.FormText;
import dev.mosty.admin.shell.Redirect;
import dev.mosty.admin.shell.Visitor;
import dev.mosty.web.Refused;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** {@code /admin/bitrix/users}: who of 1C is who at the portal, for {@code ASSIGNED_BY_ID}. */
@Path("/admin/bitrix/users")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class ResponsiblesPage {
    private static final int LONGEST_NAME = 255;

    private final State state;
    private final Responsibles responsibles;
    private final Directory directory;
    private final Visitor visitor;

    ResponsiblesPage(State state, Responsibles responsibles, Directory directory, Visitor visitor) {
        this.state = state;
        this.responsibles = responsibles;
        this.directory = directory;
        this.visitor = visitor;
    }

    @GET
    public TemplateInstance list() {
        return page("", "", "");
    }

    /** @param portalId empty: nobody, so the field is not sent */
    @POST
    public Response map(@RestForm @Nullable String onec, @RestForm @Nullable String portalId) {
        String name = FormText.line(onec, LONGEST_NAME);
        String id = FormText.line(portalId, 20);
        if (name.isEmpty()) {
            return again("bitrix-no-name", name, id);
        }
        if (!id.matches("([1-9][0-9]{0,17})?")) {
            return again("bitrix-bad-id", name, id);
        }
        Optional<Long> number = Optional.of(id).filter(text -> !text.isEmpty()).map(Long::valueOf);
        if (number.filter(directory.known()::lacksPerson).isPresent()) {
            return again("bitrix-no-such-user", name, id);
        }
        responsibles.map(name, number, visitor.actor());
        return Redirect.to("/admin/bitrix/users?done=bitrix-mapped");
    }

    @POST
    @Path("delete")
    public Response forget(@RestForm @Nullable String onec) {
        if (!responsibles.forget(FormText.line(onec, LONGEST_NAME), visitor.actor())) {
            throw new Refused(404, "There is no such user.");
        }
        return Redirect.to("/admin/bitrix/users?done=bitrix-unmapped");
    }

    private Response again(String fault, String onec, String id) {
        return Response.status(422).entity(page(fault, onec, id)).build();
    }

    private TemplateInstance page(String fault, String onec, String id) {
        Known known = directory.known();
        return Templates.users(state.seen(), known, responsibles.list(known), fault, onec, id);
    }

    @CheckedTemplate(basePath = "bitrix")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance users(
                State.Seen seen, Known known, List<Responsibles.Row> rows, String fault, String onec, String id);
    }
}
