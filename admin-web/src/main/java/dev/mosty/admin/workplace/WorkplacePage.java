package dev.mosty.admin.workplace;

import dev.mosty.access.Role;
import dev.mosty.access.SignedIn;
import dev.mosty.admin.shell.NavEntry;
import dev.mosty.admin.shell.Needs;
import dev.mosty.admin.shell.Visitor;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

/** {@code /admin/workplace}: leads employees to the calls of their extensions, which live at the telephony bridge. */
@Path("/admin/workplace")
@jakarta.ws.rs.Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@Needs(Role.EMPLOYEE)
public class WorkplacePage {
    private final Visitor visitor;

    WorkplacePage(Visitor visitor) {
        this.visitor = visitor;
    }

    @Produces
    @Singleton
    static NavEntry entry() {
        return new NavEntry(190, "/admin/workplace", "workplace-title", "shell-group-work", Role.EMPLOYEE);
    }

    @GET
    public TemplateInstance show() {
        return Templates.workplace(visitor.person());
    }

    @CheckedTemplate(basePath = "workplace")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance workplace(SignedIn who);
    }
}
