package dev.mosty.admin.shell;

import dev.mosty.access.UserSessions;
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
    static final String COOKIE = "mosty_lang";

    @POST
    public Response change(@RestForm @Nullable String to, @RestForm @Nullable String next) {
        String language = "en".equals(to) ? "en" : "ru";
        return Redirect.to(
                LocalPath.of(next),
                new NewCookie.Builder(COOKIE)
                        .value(language)
                        .path("/")
                        .maxAge((int) UserSessions.LASTS.multipliedBy(6).toSeconds())
                        .sameSite(SameSite.LAX)
                        .httpOnly(true)
                        .build());
    }
}
