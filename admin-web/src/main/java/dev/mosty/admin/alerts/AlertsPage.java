package dev.mosty.admin.alerts;

import dev.mosty.access.Role;
import dev.mosty.admin.alerts.AlertStore.Secret;
import dev.mosty.admin.shell.FormText;
import dev.mosty.admin.shell.NavEntry;
import dev.mosty.admin.shell.Redirect;
import dev.mosty.admin.shell.Visitor;
import dev.mosty.admin.shell.Words;
import dev.mosty.web.Refused;
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
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** {@code /admin/alerts}: who is told, when, what was told, and a try. */
@Path("/admin/alerts")
@jakarta.ws.rs.Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class AlertsPage {
    private static final int LONGEST_SECRET = 200;

    private final AlertStore store;
    private final AlertLog log;
    private final Mail mail;
    private final Telegram telegram;
    private final Visitor visitor;

    AlertsPage(AlertStore store, AlertLog log, Mail mail, Telegram telegram, Visitor visitor) {
        this.store = store;
        this.log = log;
        this.mail = mail;
        this.telegram = telegram;
        this.visitor = visitor;
    }

    @Produces
    @Singleton
    static NavEntry entry() {
        return new NavEntry(260, "/admin/alerts", "alerts-title", "shell-group-settings", Role.VIEWER);
    }

    /** What was told, as it is shown. */
    record Line(AlertLog.Row row, String said, Fault.@Nullable Shown mailFault, Fault.@Nullable Shown telegramFault) {}

    /** How a try went on one way; no fault is good. */
    record Tried(String way, Fault.@Nullable Shown fault) {}

    @GET
    public TemplateInstance show() {
        return page(store.form(), "", List.of());
    }

    @POST
    public Response save(MultivaluedMap<String, String> typed) {
        AlertForm before = store.form();
        AlertForm form = AlertForm.of(
                setting -> setting.typed(typed.getFirst(setting.key())), before.passwordSet(), before.tokenSet());
        String password = Optional.ofNullable(typed.getFirst("smtp-password")).orElse("");
        String token = FormText.line(typed.getFirst("telegram-token"), LONGEST_SECRET + 1);
        Optional<String> fault = form.fault();
        if (fault.isEmpty() && password.length() > LONGEST_SECRET) {
            fault = Optional.of("alerts-bad-smtp-password");
        }
        if (fault.isEmpty() && !token.isEmpty() && !token.matches(Telegram.TOKEN)) {
            fault = Optional.of("alerts-bad-telegram-token");
        }
        if (fault.isPresent()) {
            return Response.status(422)
                    .entity(page(form, fault.get(), List.of()))
                    .build();
        }
        store.save(form, password, token, visitor.actor());
        return Redirect.to("/admin/alerts?done=alerts-saved");
    }

    /** Sends a message on every way that is set up, and shows at once how it went. */
    @POST
    @Path("test")
    public TemplateInstance test(@HeaderParam("HX-Request") @Nullable String htmx) {
        AlertForm form = store.form();
        Locale locale = Locale.of(form.get(AlertSetting.LANGUAGE));
        String text = Words.of(locale, "alerts-test-text");
        store.tested(visitor.actor());
        List<Tried> tried = new ArrayList<>();
        if (form.mails()) {
            String subject = Words.of(locale, "alerts-subject", text);
            tried.add(tried("mail", mail.send(form, subject, text)));
        }
        if (form.telegrams()) {
            tried.add(tried("telegram", telegram.send(form, text)));
        }
        if (tried.isEmpty()) {
            tried.add(tried("none", Optional.empty()));
        }
        return htmx == null ? page(form, "", tried) : Templates.alerts$tried(tried);
    }

    /** A password that is no longer needed need not stay. */
    @POST
    @Path("forget")
    public Response forget(@RestForm @Nullable String secret) {
        store.forget(
                Secret.of(FormText.line(secret, 20)).orElseThrow(() -> new Refused(404, "There is no such secret.")),
                visitor.actor());
        return Redirect.to("/admin/alerts?done=alerts-forgotten");
    }

    private Tried tried(String way, Optional<String> fault) {
        return new Tried(way, shown(fault.orElse(null)));
    }

    private Fault.@Nullable Shown shown(@Nullable String fault) {
        return fault == null ? null : Fault.shown(fault, visitor.locale());
    }

    private TemplateInstance page(AlertForm form, String fault, List<Tried> tried) {
        List<Line> lines = log.newest().stream()
                .map(row -> new Line(
                        row,
                        row.problem().said(visitor.locale(), row.kind()),
                        shown(row.mailFault()),
                        shown(row.telegramFault())))
                .toList();
        return Templates.alerts(form, fault, tried, lines);
    }

    @CheckedTemplate(basePath = "alerts")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance alerts(AlertForm form, String fault, List<Tried> tried, List<Line> lines);

        static native TemplateInstance alerts$tried(List<Tried> tried);
    }
}
