package dev.mosty.admin.sessions;

import dev.mosty.access.Role;
import dev.mosty.admin.shell.FormText;
import dev.mosty.admin.shell.NavEntry;
import dev.mosty.admin.shell.Needs;
import dev.mosty.admin.shell.Redirect;
import dev.mosty.admin.shell.Visitor;
import dev.mosty.web.Refused;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** {@code /admin/sessions}: everybody sees and ends the own ones, administrators all. */
@Path("/admin/sessions")
@jakarta.ws.rs.Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@Needs(Role.EMPLOYEE)
public class SessionsPage {
    private final OpenSessions sessions;
    private final Visitor visitor;

    SessionsPage(OpenSessions sessions, Visitor visitor) {
        this.sessions = sessions;
        this.visitor = visitor;
    }

    @Produces
    @Singleton
    static NavEntry entry() {
        return new NavEntry(320, "/admin/sessions", "sessions-title", "shell-group-access", Role.EMPLOYEE);
    }

    @GET
    public TemplateInstance list() {
        return Templates.sessions(sessions.seenBy(visitor.person()));
    }

    /** Its id is in the form and not in the address, so that no access log has it. */
    @POST
    @Path("revoke")
    public Response revoke(@RestForm @Nullable String id) {
        if (!sessions.revoke(FormText.line(id, 100), visitor.person(), visitor.actor())) {
            throw new Refused(404, "There is no such session.");
        }
        return done("sessions-revoked");
    }

    @POST
    @Path("revoke-others")
    public Response revokeOthers() {
        sessions.revokeOthers(visitor.person(), visitor.actor());
        return done("sessions-revoked-others");
    }

    private static Response done(String word) {
        return Redirect.to("/admin/sessions?done=" + word);
    }

    @CheckedTemplate(basePath = "sessions")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance sessions(List<SessionRow> rows);
    }
}
