package dev.mosty.admin.calls;

import dev.mosty.access.Audit;
import dev.mosty.access.Audit.Actor;
import dev.mosty.admin.AdminConfig;
import dev.mosty.admin.logs.EntryId;
import dev.mosty.admin.shell.Csv;
import dev.mosty.admin.shell.Page;
import dev.mosty.admin.shell.Visitor;
import dev.mosty.admin.shell.Words;
import dev.mosty.web.Refused;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * {@code /admin/calls/download}: the filtered calls for a spreadsheet. Written page by page, so that neither memory nor a
 * transaction grows with it. Clients' numbers leave here: the audit says so.
 */
@Path("/admin/calls/download")
@RunOnVirtualThread
public class CallDownload {
    private static final int AT_ONCE = 500;

    private final CallJournal journal;
    private final Page page;
    private final Visitor visitor;
    private final Jdbi jdbi;
    private final Clock clock;
    private final ZoneId zone;

    CallDownload(CallJournal journal, Page page, Visitor visitor, Jdbi jdbi, Clock clock, AdminConfig config) {
        this.journal = journal;
        this.page = page;
        this.visitor = visitor;
        this.jdbi = jdbi;
        this.clock = clock;
        this.zone = config.zone();
    }

    @GET
    @Produces("text/csv; charset=utf-8")
    public Response download(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("direction") @Nullable String direction,
            @QueryParam("state") @Nullable String state,
            @QueryParam("ext") @Nullable String ext,
            @QueryParam("phone") @Nullable String phone) {
        CallFilter typed = CallFilter.of(from, to, direction, state, ext, phone);
        typed.fault().ifPresent(fault -> {
            throw new Refused(400, Words.of(visitor.locale(), fault));
        });
        CallFilter filter = typed.bounded(LocalDate.ofInstant(clock.instant(), zone), CallsPage.DAYS);
        Locale locale = visitor.locale();
        Actor by = visitor.actor();
        jdbi.useTransaction(tx -> Audit.write(tx, by, "call.downloaded", "CSV", ""));
        return Csv.download("mosty-calls.csv", locale, sheet -> write(sheet, filter, locale));
    }

    private void write(Csv.Sheet sheet, CallFilter filter, Locale locale) throws IOException {
        sheet.row(Words.of(locale, "calls-csv-head").split(",", -1));
        @Nullable EntryId place = null;
        int written = 0;
        while (written < Csv.MOST) {
            List<CallRow> rows = journal.page(filter, place, Math.min(AT_ONCE, Csv.MOST - written));
            for (CallRow row : rows) {
                write(sheet, row, locale);
            }
            written += rows.size();
            if (rows.size() < AT_ONCE) {
                break;
            }
            place = rows.getLast().name();
        }
        if (written == Csv.MOST) {
            sheet.row(Words.of(locale, "calls-csv-more", Csv.MOST));
        }
    }

    private void write(Csv.Sheet sheet, CallRow row, Locale locale) throws IOException {
        sheet.row(
                page.at(row.beganAt()),
                Words.of(locale, "calls-direction-" + row.direction()),
                row.phone(),
                row.contact() == null ? "" : row.contact(),
                String.join(", ", row.exts()),
                row.talker() == null ? "" : row.talker(),
                row.line(),
                Words.of(locale, "calls-is-" + row.standing()),
                row.status(),
                row.waited(),
                row.talked(),
                row.record().map(URI::toString).orElse(""),
                row.callid());
    }
}
