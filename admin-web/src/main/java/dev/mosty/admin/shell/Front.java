package dev.mosty.admin.shell;

import dev.mosty.access.Role;
import dev.mosty.web.Refused;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** The addresses that are no page themselves: the first one, and all that do not exist. */
@Path("/")
@RunOnVirtualThread
public class Front {
    @GET
    @Open
    public Response root() {
        return Redirect.to("/admin");
    }

    /** In the frame, so that whoever mistyped an address finds on. */
    @GET
    @Path("admin/{rest:.+}")
    @Needs(Role.EMPLOYEE)
    public Response nothing() {
        throw new Refused(404, "There is no such page.");
    }
}
