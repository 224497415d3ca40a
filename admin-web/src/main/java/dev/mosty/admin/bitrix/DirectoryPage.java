package dev.mosty.admin.bitrix;

import dev.mosty.admin.shell.FormText;
import dev.mosty.admin.shell.Redirect;
import dev.mosty.admin.shell.Visitor;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** {@code /admin/bitrix/directory}: the button of both mapping pages that asks the portal for its lists. */
@Path("/admin/bitrix/directory")
@RunOnVirtualThread
public class DirectoryPage {
    private final Directory directory;
    private final Visitor visitor;

    DirectoryPage(Directory directory, Visitor visitor) {
        this.directory = directory;
        this.visitor = visitor;
    }

    /** Has htmx read its page again once the portal has answered. */
    @GET
    public Response answered() {
        return directory.waiting()
                ? Response.noContent().build()
                : Response.ok("").header("HX-Refresh", "true").build();
    }

    /** @param from the mapping page that it stands on */
    @POST
    public Response ask(@RestForm @Nullable String from) {
        directory.ask(visitor.actor());
        return Redirect.to("/admin/bitrix/" + (FormText.line(from, 20).equals("currencies") ? "currencies" : "users"));
    }
}
