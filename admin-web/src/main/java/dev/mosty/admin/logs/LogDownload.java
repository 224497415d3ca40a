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
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code /admin/logs/download}: the filtered rows for a spreadsheet, as masked as on the page. Written while it is read,
 * page by page, so that neither memory nor a transaction grows with it.
 */
@Path("/admin/logs/download")
@RunOnVirtualThread
public class LogDownload {
    /** More would not be opened by Excel on an ordinary desk; the last line then says that there is more. */
    private static final int MOST = 100_000;

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
        StreamingOutput body = output -> write(output, filter, locale);
        return Response.ok(body)
                .header("Content-Disposition", "attachment; filename=\"mosty-log.csv\"")
                .build();
    }

    private void write(OutputStream output, LogFilter filter, Locale locale) throws IOException {
        Csv csv = new Csv(Words.of(locale, "logs-csv-separator"));
        Writer writer = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8), 1 << 16);
        writer.write(Csv.BOM);
        writer.write(csv.line(Words.of(locale, "logs-csv-head").split(",", -1)));
        EntryId place = EntryId.LAST;
        int written = 0;
        while (place != null && written < MOST) {
            RequestLog.Found found = log.whole(filter, place, Math.min(AT_ONCE, MOST - written));
            for (LogRow row : found.rows()) {
                writer.write(line(csv, row));
            }
            written += found.rows().size();
            place = found.lookedTo() == null ? last(found) : found.lookedTo();
        }
        if (written == MOST) {
            writer.write(csv.line(Words.of(locale, "logs-csv-more", MOST)));
        }
        writer.flush();
    }

    private static @Nullable EntryId last(RequestLog.Found found) {
        return found.rows().size() < AT_ONCE ? null : found.rows().getLast().name();
    }

    private String line(Csv csv, LogRow row) {
        return csv.line(
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
