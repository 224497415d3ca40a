package dev.mosty.admin.telephony;

import dev.mosty.access.Role;
import dev.mosty.admin.shell.FormText;
import dev.mosty.admin.shell.NavEntry;
import dev.mosty.admin.shell.Redirect;
import dev.mosty.admin.shell.Visitor;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** {@code /admin/settings/telephony}: what «Простые звонки» has in its own settings, with the same names. */
@Path("/admin/settings/telephony")
@jakarta.ws.rs.Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class TelephonyPage {
    private static final String HERE = "/admin/settings/telephony";
    private static final int LONGEST_KEY = 200;

    private final TelephonyStore store;
    private final Uniqueness uniqueness;
    private final Visitor visitor;

    TelephonyPage(TelephonyStore store, Uniqueness uniqueness, Visitor visitor) {
        this.store = store;
        this.uniqueness = uniqueness;
        this.visitor = visitor;
    }

    @Produces
    @Singleton
    static NavEntry entry() {
        return new NavEntry(230, HERE, "telephony-title", "shell-group-settings", Role.VIEWER);
    }

    @GET
    public TemplateInstance show() {
        return page("", "");
    }

    @POST
    public Response save(
            @RestForm @Nullable String windowIn,
            @RestForm @Nullable String windowOut,
            @RestForm @Nullable String documentIn,
            @RestForm @Nullable String documentOut,
            @RestForm @Nullable String documentShow,
            @RestForm @Nullable String digits,
            @RestForm @Nullable String transfer,
            @RestForm @Nullable String notices) {
        TelephonyForm form = new TelephonyForm(
                FormText.line(windowIn, 20),
                FormText.line(windowOut, 20),
                FormText.line(documentIn, 20),
                FormText.line(documentOut, 20),
                FormText.line(documentShow, 20),
                FormText.line(digits, 4),
                "on".equals(transfer),
                "on".equals(notices));
        return form.fault()
                .map(fault -> Response.status(422).entity(page(form, "", fault)).build())
                .orElseGet(() -> {
                    store.save(form.settings(), visitor.actor());
                    return Redirect.to(HERE + "?done=telephony-saved");
                });
    }

    /** The answer is a page and no redirect: it is the one time that the token is shown. */
    @POST
    @Path("token")
    public TemplateInstance makeToken() {
        return page(store.makeCrmToken(visitor.actor()), "");
    }

    /** Only ever written. Nothing typed leaves it as it is. */
    @POST
    @Path("key")
    public Response saveKey(@RestForm @Nullable String key) {
        String typed = key == null ? "" : key.strip();
        if (typed.isEmpty() || typed.length() > LONGEST_KEY || !typed.matches("[\\x21-\\x7e]+")) {
            return Response.status(422).entity(page("", "telephony-bad-key")).build();
        }
        store.putPbxKey(typed, visitor.actor());
        return Redirect.to(HERE + "?done=telephony-key-saved");
    }

    @POST
    @Path("key/forget")
    public Response forgetKey() {
        store.forgetPbxKey(visitor.actor());
        return Redirect.to(HERE + "?done=telephony-key-gone");
    }

    private TemplateInstance page(String fresh, String fault) {
        return page(TelephonyForm.of(store.read()), fresh, fault);
    }

    private TemplateInstance page(TelephonyForm form, String fresh, String fault) {
        return Templates.telephony(form, store.secrets(), uniqueness.read(form.digitsOrDefault()), fresh, fault);
    }

    @CheckedTemplate(basePath = "telephony")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance telephony(
                TelephonyForm form,
                TelephonyStore.Secrets secrets,
                Uniqueness.Reading unique,
                String fresh,
                String fault);
    }
}
