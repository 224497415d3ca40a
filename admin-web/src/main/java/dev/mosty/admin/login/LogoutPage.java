package dev.mosty.admin.login;

import dev.mosty.access.Role;
import dev.mosty.access.SignedIn;
import dev.mosty.access.UserSessions;
import dev.mosty.admin.shell.Needs;
import dev.mosty.admin.shell.Redirect;
import dev.mosty.admin.shell.Visitor;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/** {@code /admin/logout}: POST alone, so that no picture on another site signs anybody out. */
@Path("/admin/logout")
@RunOnVirtualThread
@Needs(Role.EMPLOYEE)
public class LogoutPage {
    private final UserSessions sessions;
    private final Visitor visitor;
    private final Jdbi jdbi;

    LogoutPage(UserSessions sessions, Visitor visitor, Jdbi jdbi) {
        this.sessions = sessions;
        this.visitor = visitor;
        this.jdbi = jdbi;
    }

    @POST
    public Response signOut(HttpServerRequest request) {
        SignedIn who = visitor.person();
        jdbi.useTransaction(tx -> sessions.revoke(tx, who.userId(), who.session()));
        sessions.forget();
        return Redirect.to("/admin/login", BrowserCookie.of("", Duration.ZERO, request));
    }
}
