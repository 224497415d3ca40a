package dev.mosty.admin.login;

import dev.mosty.access.Role;
import dev.mosty.access.SignedIn;
import dev.mosty.admin.shell.Needs;
import dev.mosty.admin.shell.Redirect;
import dev.mosty.admin.shell.Visitor;
import dev.mosty.admin.users.Users;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** {@code /admin/account}: who I am here, and my password. */
@Path("/admin/account")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@Needs(Role.EMPLOYEE)
public class AccountPage {
    private final SignIn signIn;
    private final Users users;
    private final Passwords passwords;
    private final Visitor visitor;

    AccountPage(SignIn signIn, Users users, Passwords passwords, Visitor visitor) {
        this.signIn = signIn;
        this.users = users;
        this.passwords = passwords;
        this.visitor = visitor;
    }

    @GET
    public TemplateInstance show() {
        return Templates.account(visitor.person(), "");
    }

    /** The current password is asked for, since a session may be left open on a desk. */
    @POST
    @Path("password")
    public Response change(
            @RestForm @Nullable String current,
            @RestForm @Nullable String password,
            @RestForm @Nullable String repeated) {
        SignedIn who = visitor.person();
        String wished = password == null ? "" : password;
        Optional<String> fault = NewPassword.fault(who.login(), wished, repeated == null ? "" : repeated)
                .or(() -> signIn.confirms(who.login(), current == null ? "" : current, visitor.address())
                        ? Optional.empty()
                        : Optional.of("login-wrong-current"));
        if (fault.isPresent()) {
            return Response.status(422)
                    .entity(Templates.account(who, fault.get()))
                    .build();
        }
        users.changePassword(who.userId(), passwords.hash(wished), who.session(), visitor.actor());
        return Redirect.to("/admin/account?done=login-changed");
    }

    @CheckedTemplate(basePath = "login")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance account(SignedIn who, String fault);
    }
}
