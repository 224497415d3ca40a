package dev.mosty.admin.audit;

import dev.mosty.access.Role;
import dev.mosty.admin.shell.FormText;
import dev.mosty.admin.shell.NavEntry;
import dev.mosty.admin.shell.Visitor;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /admin/audit}: every change of any page, newest first. */
@Path("/admin/audit")
@jakarta.ws.rs.Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class AuditPage {
    private static final int ROWS = 50;

    private final Jdbi jdbi;
    private final Visitor visitor;

    AuditPage(Jdbi jdbi, Visitor visitor) {
        this.jdbi = jdbi;
        this.visitor = visitor;
    }

    @Produces
    @Singleton
    static NavEntry entry() {
        return new NavEntry(340, "/admin/audit", "audit-title", "shell-group-access", Role.VIEWER);
    }

    /** A line as it is shown. */
    record Line(AuditRow row, String said) {}

    /**
     * @param q part of who, of what was changed, or of the detail
     * @param before the number of a line: those that are older
     */
    @GET
    public TemplateInstance list(@QueryParam("q") @Nullable String q, @QueryParam("before") @Nullable String before) {
        String wanted = FormText.line(q, 100);
        List<AuditRow> rows = rows(wanted, number(before));
        boolean more = rows.size() > ROWS;
        List<Line> lines = rows.stream()
                .limit(ROWS)
                .map(row -> new Line(row, row.said(visitor.locale())))
                .toList();
        return Templates.audit(
                lines, wanted, more ? Long.toString(lines.getLast().row().id()) : "", before != null);
    }

    private List<AuditRow> rows(String wanted, long before) {
        return jdbi.withHandle(handle -> handle.select("""
                        select id, at, who, action, subject, detail, address from audit
                        where id < ? and (? = '' or strpos(lower(concat_ws(' ', who, subject, detail, address)), lower(?)) > 0)
                        order by id desc limit ?
                        """, before, wanted, wanted, ROWS + 1)
                .map((row, context) -> new AuditRow(
                        row.getLong("id"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("who"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("detail"),
                        row.getString("address")))
                .list());
    }

    private static long number(@Nullable String typed) {
        return typed != null && typed.matches("[0-9]{1,18}") ? Long.parseLong(typed) : Long.MAX_VALUE;
    }

    @CheckedTemplate(basePath = "audit")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance audit(List<Line> lines, String q, String next, boolean older);
    }
}
