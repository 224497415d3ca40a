package dev.mosty.admin.amocrm;

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
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/**
 * {@code /admin/settings/amocrm}: the keys, the token, and how the gate is connected, as 1C's form TokenAmoCRM had it.
 * The gate does the talking; this page says what is wanted, and asks until it is answered.
 */
@Path("/admin/settings/amocrm")
@jakarta.ws.rs.Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class AmoPage {
    private static final String HERE = "/admin/settings/amocrm";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final AmoKeyStore keys;
    private final AmoConnection connection;
    private final Visitor visitor;
    private final Clock clock;

    AmoPage(AmoKeyStore keys, AmoConnection connection, Visitor visitor, Clock clock) {
        this.keys = keys;
        this.connection = connection;
        this.visitor = visitor;
        this.clock = clock;
    }

    @Produces
    @Singleton
    static NavEntry entry() {
        return new NavEntry(220, HERE, "amocrm-title", "shell-group-settings", Role.VIEWER);
    }

    @GET
    public TemplateInstance show() {
        return page(keys.form(), "");
    }

    /** What changes while the gate works; htmx asks for it every two seconds until there is an answer. */
    @GET
    @Path("state")
    public TemplateInstance state() {
        return Templates.amocrm$state(now());
    }

    /** @param act {@code load} exchanges the code too, anything else only keeps the keys */
    @POST
    public Response save(
            @RestForm @Nullable String clientId,
            @RestForm @Nullable String clientSecret,
            @RestForm @Nullable String redirectUrl,
            @RestForm @Nullable String code,
            @RestForm @Nullable String act) {
        boolean exchange = "load".equals(act);
        AmoForm form = new AmoForm(
                FormText.line(clientId, 100),
                FormText.line(redirectUrl, 500),
                keys.form().secretSet());
        String secret = FormText.line(clientSecret, AmoForm.LONGEST_SECRET + 1);
        String typedCode = FormText.line(code, AmoForm.LONGEST_CODE + 1);
        Optional<String> fault = form.fault(secret, typedCode, exchange);
        if (fault.isPresent()) {
            return Response.status(422).entity(page(form, fault.get())).build();
        }
        keys.save(form, secret, exchange ? typedCode : "", visitor.actor());
        return to(exchange ? "amocrm-asked" : "amocrm-saved");
    }

    @POST
    @Path("refresh")
    public Response refresh() {
        Seen.Gate gate = connection.seen().gate();
        if (gate != null && gate.longLived()) {
            return Response.status(422)
                    .entity(page(keys.form(), "amocrm-never-refreshed"))
                    .build();
        }
        keys.refresh(visitor.actor());
        return to("amocrm-asked");
    }

    /**
     * To amoCRM's consent. The answer is a page that leads on by itself and not a redirect: our policy lets a form end
     * at this site only, and browsers hold a redirect after it to that too.
     */
    @POST
    @Path("consent")
    public Response consent() {
        Seen.Gate gate = connection.seen().gate();
        String clientId = keys.form().clientId();
        if (gate == null || gate.base() == null || clientId.isEmpty()) {
            return Response.status(422)
                    .entity(page(keys.form(), "amocrm-consent-needs"))
                    .build();
        }
        byte[] random = new byte[24];
        RANDOM.nextBytes(random);
        String state = HexFormat.of().formatHex(random);
        keys.consent(state, visitor.actor());
        String address = ConsentAddress.of(gate.base(), clientId, state).toString();
        return Response.ok(Templates.consent(address))
                .header("Refresh", "0; url=" + address)
                .build();
    }

    private TemplateInstance page(AmoForm form, String fault) {
        return Templates.amocrm(form, fault, now());
    }

    private AmoState now() {
        return AmoState.of(connection.seen(), clock.instant());
    }

    private static Response to(String done) {
        return Redirect.to(HERE + "?done=" + done);
    }

    @CheckedTemplate(basePath = "amocrm")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance amocrm(AmoForm form, String fault, AmoState state);

        static native TemplateInstance amocrm$state(AmoState state);

        static native TemplateInstance consent(String address);
    }
}
