package dev.mosty.admin.workplace;

import dev.mosty.access.Role;
import dev.mosty.admin.AdminConfig;
import dev.mosty.admin.shell.NavEntry;
import dev.mosty.admin.shell.Needs;
import dev.mosty.admin.shell.Redirect;
import dev.mosty.admin.shell.Visitor;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * {@code /admin/workplace}: leads employees to the calls of their extensions, which live at the telephony bridge. It is
 * also where the workplace's own way to the login comes back to: only admin-web knows the way on, if ports differ.
 */
@Path("/admin/workplace")
@jakarta.ws.rs.Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@Needs(Role.EMPLOYEE)
public class WorkplacePage {
    private final Visitor visitor;
    private final String address;

    WorkplacePage(Visitor visitor, AdminConfig config) {
        this.visitor = visitor;
        this.address = config.workplaceUrl();
    }

    @Produces
    @Singleton
    static NavEntry entry() {
        return new NavEntry(190, "/admin/workplace", "workplace-title", "shell-group-work", Role.EMPLOYEE);
    }

    @GET
    public Response show() {
        return visitor.person().extensions().isEmpty()
                ? Response.ok(Templates.workplace()).build()
                : Redirect.to(address);
    }

    @CheckedTemplate(basePath = "workplace")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance workplace();
    }
}
