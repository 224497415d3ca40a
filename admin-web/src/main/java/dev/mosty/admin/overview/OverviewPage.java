package dev.mosty.admin.overview;

import dev.mosty.access.Audit;
import dev.mosty.access.Role;
import dev.mosty.admin.deliveries.ChannelRow;
import dev.mosty.admin.deliveries.Channels;
import dev.mosty.admin.shell.Chart;
import dev.mosty.admin.shell.NavEntry;
import dev.mosty.admin.shell.Needs;
import dev.mosty.admin.shell.Page;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /admin}: what needs a person, then the channels and the services with their last 24 hours. */
@Path("/")
@jakarta.ws.rs.Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class OverviewPage {
    private final Alerts alerts;
    private final Pulse pulse;
    private final Bitrix bitrix;
    private final Channels channels;
    private final Visitor visitor;
    private final Page page;
    private final Jdbi jdbi;

    OverviewPage(Alerts alerts, Pulse pulse, Bitrix bitrix, Channels channels, Visitor visitor, Page page, Jdbi jdbi) {
        this.alerts = alerts;
        this.pulse = pulse;
        this.bitrix = bitrix;
        this.channels = channels;
        this.visitor = visitor;
        this.page = page;
        this.jdbi = jdbi;
    }

    @Produces
    @Singleton
    static NavEntry entry() {
        return new NavEntry(100, "/admin", "overview-title", "shell-group-work", Role.VIEWER);
    }

    /** A channel as it is shown; its chart and pace are null until it has sent something. */
    record Sending(ChannelRow row, @Nullable Chart chart, Pulse.@Nullable Pace pace) {}

    /** Who may not see it is led to the first page that they may see. */
    @GET
    @Path("admin")
    @Needs(Role.EMPLOYEE)
    public Response show() {
        if (!visitor.may(Role.VIEWER)) {
            return Redirect.to(page.home().orElse("/admin/account"));
        }
        Pulse.Reading reading = pulse.read();
        List<ChannelRow> rows = channels.list();
        List<Sending> sending = rows.stream()
                .map(row -> new Sending(
                        row, reading.channels().get(row.name()), reading.pace().get(row.name())))
                .toList();
        Optional<Bitrix.Today> today = bitrix.today();
        return Response.ok(Templates.overview(
                        alerts.suspended(),
                        alerts.list(rows, today, visitor.locale()),
                        sending,
                        today.orElse(null),
                        reading.services()))
                .build();
    }

    /** An administrator's word that this copy of the database is the one that speaks from now on. */
    @POST
    @Path("admin/installation")
    public Response confirm() {
        boolean waited = alerts.suspended().isPresent();
        if (waited) {
            jdbi.useTransaction(tx -> {
                tx.select("select mosty_confirm_installation()").mapToMap().list();
                Audit.write(tx, visitor.actor(), "installation.confirmed", "PostgreSQL", "");
            });
        }
        return Redirect.to("/admin" + (waited ? "?done=overview-confirmed" : ""));
    }

    @CheckedTemplate(basePath = "overview")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance overview(
                Optional<Instant> suspended,
                List<Alert> alerts,
                List<Sending> channels,
                Bitrix.@Nullable Today bitrix,
                Map<String, Chart> services);

        static native TemplateInstance chart(Chart chart);
    }
}
