package dev.mosty.admin.logs;

import dev.mosty.admin.shell.Csv;
import dev.mosty.admin.shell.Page;
import dev.mosty.admin.shell.Visitor;
import dev.mosty.admin.shell.Words;
import dev.mosty.web.Refused;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code /admin/logs/download}: the filtered rows for a spreadsheet, as masked as on the page. Written while it is read,
 * page by page, so that neither memory nor a transaction grows with it.
 */
@Path("/admin/logs/download")
@RunOnVirtualThread
public class LogDownload {
    private static final int AT_ONCE = 500;

    private final RequestLog log;
    private final Page page;
    private final Visitor visitor;

    LogDownload(RequestLog log, Page page, Visitor visitor) {
        this.log = log;
        this.page = page;
        this.visitor = visitor;
    }

    @GET
    @jakarta.ws.rs.Produces("text/csv; charset=utf-8")
    public Response download(
            @QueryParam("q") @Nullable String q,
            @QueryParam("service") @Nullable String service,
            @QueryParam("result") @Nullable String result,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        LogFilter filter = LogFilter.of(q, service, result, from, to);
        filter.fault().ifPresent(fault -> {
            throw new Refused(400, Words.of(visitor.locale(), fault));
        });
        Locale locale = visitor.locale();
        return Csv.download("mosty-log.csv", locale, sheet -> write(sheet, filter, locale));
    }

    private void write(Csv.Sheet sheet, LogFilter filter, Locale locale) throws IOException {
        sheet.row(Words.of(locale, "logs-csv-head").split(",", -1));
        EntryId place = EntryId.LAST;
        int written = 0;
        while (place != null && written < Csv.MOST) {
            RequestLog.Found found = log.whole(filter, place, Math.min(AT_ONCE, Csv.MOST - written));
            for (LogRow row : found.rows()) {
                write(sheet, row);
            }
            written += found.rows().size();
            place = found.lookedTo() == null ? last(found) : found.lookedTo();
        }
        if (written == Csv.MOST) {
            sheet.row(Words.of(locale, "logs-csv-more", Csv.MOST));
        }
    }

    private static @Nullable EntryId last(RequestLog.Found found) {
        return found.rows().size() < AT_ONCE ? null : found.rows().getLast().name();
    }

    private void write(Csv.Sheet sheet, LogRow row) throws IOException {
        sheet.row(
                Long.toString(row.id()),
                row.address(),
                row.userAgent(),
                row.service(),
                row.method(),
                row.url(),
                Integer.toString(row.status()),
                row.verdict(),
                row.request(),
                row.answer(),
                page.at(row.at()),
                Integer.toString(row.tookMs()),
                row.requestId());
    }
}
