package dev.mosty.admin.login;

import dev.mosty.access.UserSessions;
import dev.mosty.admin.shell.FormText;
import dev.mosty.admin.shell.LocalPath;
import dev.mosty.admin.shell.Open;
import dev.mosty.admin.shell.Redirect;
import dev.mosty.admin.shell.Visitor;
import dev.mosty.admin.shell.Words;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** {@code /admin/login}: the form, and the session that comes of it. */
@Path("/admin/login")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@Open
public class LoginPage {
    private final SignIn signIn;
    private final Visitor visitor;

    LoginPage(SignIn signIn, Visitor visitor) {
        this.signIn = signIn;
        this.visitor = visitor;
    }

    @GET
    public Response form(@QueryParam("next") @Nullable String next) {
        return visitor.signedIn().isPresent()
                ? Redirect.to(LocalPath.of(next))
                : Response.ok(Templates.login(LocalPath.of(next), "", "")).build();
    }

    @POST
    public Response signIn(
            @RestForm @Nullable String login,
            @RestForm @Nullable String password,
            @RestForm @Nullable String next,
            @HeaderParam("User-Agent") @Nullable String userAgent,
            HttpServerRequest request) {
        String name = FormText.line(login, 64);
        return switch (signIn.with(
                name, password == null ? "" : password, visitor.address(), FormText.line(userAgent, 500))) {
            case SignIn.Result.In(String cookie) ->
                Redirect.to(LocalPath.of(next), BrowserCookie.of(cookie, UserSessions.LASTS, request));
            case SignIn.Result.Wrong ignored -> again(422, next, name, Words.of(visitor.locale(), "login-wrong"));
            case SignIn.Result.Wait(Duration left) ->
                again(429, next, name, Words.of(visitor.locale(), "login-wait", left.toSeconds() + 1));
        };
    }

    private static Response again(int status, @Nullable String next, String login, String error) {
        return Response.status(status)
                .entity(Templates.login(LocalPath.of(next), login, error))
                .build();
    }

    @CheckedTemplate(basePath = "login")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance login(String next, String login, String error);
    }
}
