package dev.mosty.admin.workplace;

import dev.mosty.access.Role;
import dev.mosty.access.SignedIn;
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
 * also where the workplace's own way to the login comes back to: only admin-web knows the way on, if ports differ. Then
 * it is a link, since browsers follow no redirect to another origin after a form (CSP, {@code form-action}).
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
        boolean here = address.startsWith("/");
        return here && !visitor.person().extensions().isEmpty()
                ? Redirect.to(address)
                : Response.ok(Templates.workplace(visitor.person(), address)).build();
    }

    @CheckedTemplate(basePath = "workplace")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance workplace(SignedIn who, String address);
    }
}
