package dev.mosty.admin.users;

import dev.mosty.access.Role;
import dev.mosty.admin.login.NewPassword;
import dev.mosty.admin.login.Passwords;
import dev.mosty.admin.shell.FormText;
import dev.mosty.admin.shell.NavEntry;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** {@code /admin/users}: the form for a new person, and the list. Viewers see the list. */
@Path("/admin/users")
@jakarta.ws.rs.Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class UsersPage {
    private final Users users;
    private final Passwords passwords;
    private final Visitor visitor;

    UsersPage(Users users, Passwords passwords, Visitor visitor) {
        this.users = users;
        this.passwords = passwords;
        this.visitor = visitor;
    }

    @Produces
    @Singleton
    static NavEntry entry() {
        return new NavEntry(310, "/admin/users", "users-title", "shell-group-access", Role.VIEWER);
    }

    @GET
    public TemplateInstance list() {
        return page(UserForm.of("", Role.VIEWER.key(), ""), "");
    }

    @POST
    public Response create(
            @RestForm @Nullable String login,
            @RestForm @Nullable String password,
            @RestForm @Nullable String repeated,
            @RestForm @Nullable String role,
            @RestForm @Nullable String extensions) {
        UserForm form = UserForm.of(FormText.line(login, 65), FormText.line(role, 20), FormText.line(extensions, 400));
        Optional<String> fault = form.fault().or(() -> NewPassword.fault(form.login(), text(password), text(repeated)));
        if (fault.isPresent()) {
            return again(form, fault.get());
        }
        return answer(
                users.create(
                        form.login(),
                        passwords.hash(text(password)),
                        form.role().orElseThrow(),
                        form.extensions(),
                        visitor.actor()),
                form,
                "users-created");
    }

    @POST
    @Path("{id}/disable")
    public Response disable(@PathParam("id") long id) {
        return answer(users.disable(id, visitor.actor()), "users-disabled");
    }

    @POST
    @Path("{id}/enable")
    public Response enable(@PathParam("id") long id) {
        return answer(users.enable(id, visitor.actor()), "users-enabled");
    }

    @POST
    @Path("{id}/role")
    public Response assign(
            @PathParam("id") long id, @RestForm @Nullable String role, @RestForm @Nullable String extensions) {
        UserForm form = UserForm.of("x", FormText.line(role, 20), FormText.line(extensions, 400));
        return form.fault()
                .map(this::again)
                .orElseGet(() -> answer(
                        users.assign(id, form.role().orElseThrow(), form.extensions(), visitor.actor()),
                        "users-assigned"));
    }

    @POST
    @Path("{id}/password")
    public Response changePassword(
            @PathParam("id") long id, @RestForm @Nullable String password, @RestForm @Nullable String repeated) {
        return NewPassword.fault("", text(password), text(repeated))
                .map(this::again)
                .orElseGet(() -> answer(
                        users.changePassword(
                                id,
                                passwords.hash(text(password)),
                                visitor.person().session(),
                                visitor.actor()),
                        "users-password-changed"));
    }

    private Response answer(Users.Result result, String done) {
        return answer(result, UserForm.of("", Role.VIEWER.key(), ""), done);
    }

    /** After a change the browser asks for the page anew, so that a reload does not repeat the change. */
    private Response answer(Users.Result result, UserForm form, String done) {
        return switch (result) {
            case DONE -> Redirect.to("/admin/users?done=" + done);
            case TAKEN -> again(form, "users-taken");
            case LAST_ADMIN -> again(form, "users-last-admin");
            case UNKNOWN -> throw new Refused(404, "There is no such person.");
        };
    }

    private Response again(String fault) {
        return again(UserForm.of("", Role.VIEWER.key(), ""), fault);
    }

    private Response again(UserForm form, String fault) {
        return Response.status(422).entity(page(form, fault)).build();
    }

    private TemplateInstance page(UserForm form, String fault) {
        return Templates.users(users.list(), List.of(Role.values()), form, fault);
    }

    /** As it was typed: blanks may be part of a password. */
    private static String text(@Nullable String password) {
        return password == null ? "" : password;
    }

    @CheckedTemplate(basePath = "users")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance users(List<UserRow> rows, List<Role> roles, UserForm form, String fault);
    }
}
