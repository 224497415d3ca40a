package dev.mosty.admin.onec;

import dev.mosty.access.Role;
import dev.mosty.admin.shell.FormText;
import dev.mosty.admin.shell.NavEntry;
import dev.mosty.admin.shell.Redirect;
import dev.mosty.admin.shell.Visitor;
import dev.mosty.settings.OneCAddress;
import dev.mosty.web.Call;
import dev.mosty.web.Outbound;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** {@code /admin/settings/1c}: where 1C is published, and whether it answers there. */
@Path("/admin/settings/1c")
@jakarta.ws.rs.Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class OneCPage {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final int LONGEST_PASSWORD = 200;

    private final OneCStore store;
    private final Outbound outbound;
    private final Visitor visitor;

    OneCPage(OneCStore store, Outbound outbound, Visitor visitor) {
        this.store = store;
        this.outbound = outbound;
        this.visitor = visitor;
    }

    @Produces
    @Singleton
    static NavEntry entry() {
        return new NavEntry(210, "/admin/settings/1c", "onec-title", "shell-group-settings", Role.VIEWER);
    }

    @GET
    public TemplateInstance show() {
        return Templates.onec(store.form(), "", null);
    }

    @POST
    public Response save(
            @RestForm @Nullable String protocol,
            @RestForm @Nullable String host,
            @RestForm @Nullable String port,
            @RestForm @Nullable String path,
            @RestForm @Nullable String user,
            @RestForm @Nullable String password) {
        OneCForm form = new OneCForm(
                "HTTPS".equals(protocol) ? "HTTPS" : "HTTP",
                FormText.line(host, 253),
                FormText.line(port, 6),
                FormText.line(path, 500),
                FormText.line(user, 100),
                store.form().passwordSet());
        Optional<String> fault = form.fault();
        if (fault.isEmpty() && password != null && password.length() > LONGEST_PASSWORD) {
            fault = Optional.of("onec-long-password");
        }
        if (fault.isPresent()) {
            return Response.status(422)
                    .entity(Templates.onec(form, fault.get(), null))
                    .build();
        }
        store.save(form, password == null ? "" : password, visitor.actor());
        return Redirect.to("/admin/settings/1c?done=onec-saved");
    }

    /** Tries what is saved. htmx puts the answer in its place; without a script it is a page. */
    @POST
    @Path("check")
    public TemplateInstance check(@HeaderParam("HX-Request") @Nullable String htmx) {
        Diagnosis diagnosis = tried(store.address());
        return htmx == null ? Templates.onec(store.form(), "", diagnosis) : Templates.onec$diagnosis(diagnosis);
    }

    /** What to do about what the check says, so that it can be read where the documentation is not. */
    @GET
    @Path("help")
    public TemplateInstance help() {
        return Templates.help(Trouble.ALL, Sample.VRD);
    }

    private Diagnosis tried(OneCAddress address) {
        return address.base()
                .map(base -> Call.get(base.resolve("TestRequest"), PATIENCE)
                        .header("Authorization", address.authorization())
                        .maxReplyBytes(LONGEST_ANSWER))
                .map(call -> Diagnosis.of(outbound.send(call)))
                .orElseGet(Diagnosis::noAddress);
    }

    @CheckedTemplate(basePath = "onec")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance onec(OneCForm form, String fault, @Nullable Diagnosis diagnosis);

        static native TemplateInstance onec$diagnosis(@Nullable Diagnosis diagnosis);

        static native TemplateInstance help(List<Trouble> troubles, String sample);
    }
}
