package dev.mosty.admin.shell;

import dev.mosty.access.UserSessions;
import dev.mosty.web.Bundle;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** The button that changes the language; a cookie keeps it. */
@Path("/admin/language")
@Open
public class LanguageSwitch {
    @POST
    public Response change(@RestForm @Nullable String to, @RestForm @Nullable String next) {
        return Redirect.to(
                LocalPath.of(next),
                new NewCookie.Builder(Bundle.COOKIE)
                        .value(Bundle.language(to).getLanguage())
                        .path("/")
                        .maxAge((int) UserSessions.LASTS.multipliedBy(6).toSeconds())
                        .sameSite(SameSite.LAX)
                        .httpOnly(true)
                        .build());
    }
}
