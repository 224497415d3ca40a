package dev.mosty.admin.amocrm;

import dev.mosty.admin.shell.FormText;
import dev.mosty.admin.shell.Redirect;
import dev.mosty.admin.shell.Visitor;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** {@code /admin/settings/amocrm/fields}: which of amoCRM's fields the gate writes, and what keeps it from others. */
@Path("/admin/settings/amocrm/fields")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class FieldsPage {
    private static final String HERE = "/admin/settings/amocrm/fields";

    private final FieldList fields;
    private final Visitor visitor;

    FieldsPage(FieldList fields, Visitor visitor) {
        this.fields = fields;
        this.visitor = visitor;
    }

    /** A row with its words. */
    record Line(FieldRow row, String purpose, String fitting, String actual) {}

    /**
     * @param lacking how many the button for all of them would make
     * @param waiting whether the gate still owes some, so that the page asks again
     */
    record Table(
            List<Line> lines,
            long lacking,
            boolean waiting,
            @Nullable Instant checkedAt) {}

    @GET
    public TemplateInstance show() {
        return Templates.fields(table());
    }

    @GET
    @Path("table")
    public TemplateInstance rows() {
        return Templates.fields$table(table());
    }

    /** @param variable the one to make; empty for all that lack */
    @POST
    public Response make(@RestForm @Nullable String variable) {
        String one = FormText.line(variable, 100);
        int asked = fields.want(
                row -> one.isEmpty() ? row.lacking() : row.variable().equals(one), visitor.actor());
        return Redirect.to(HERE + "?done=" + (asked == 0 ? "amocrm-nothing-to-make" : "amocrm-asked"));
    }

    private Table table() {
        Locale locale = visitor.locale();
        List<FieldRow> rows = fields.rows();
        return new Table(
                rows.stream()
                        .map(row -> new Line(row, row.purpose(locale), row.fitting(locale), row.actual(locale)))
                        .toList(),
                rows.stream().filter(FieldRow::lacking).count(),
                rows.stream().anyMatch(row -> row.wantedBy() != null),
                rows.stream()
                        .map(FieldRow::checkedAt)
                        .max(Comparator.naturalOrder())
                        .orElse(null));
    }

    @CheckedTemplate(basePath = "amocrm")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance fields(Table table);

        static native TemplateInstance fields$table(Table table);
    }
}
