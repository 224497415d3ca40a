package dev.mosty.admin.contacts;

import dev.mosty.access.Audit;
import dev.mosty.access.Audit.Actor;
import dev.mosty.admin.shell.Csv;
import dev.mosty.admin.shell.Visitor;
import dev.mosty.admin.shell.Words;
import dev.mosty.contacts.Card;
import dev.mosty.contacts.Contact;
import dev.mosty.contacts.Phone;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * {@code /admin/contacts/download}: the book for a spreadsheet, in the form that the import reads. Written page by page,
 * so that neither memory nor a transaction grows with it. A copy of everybody's numbers leaves here: the audit says so.
 */
@Path("/admin/contacts/download")
@RunOnVirtualThread
public class ContactDownload {
    private static final int AT_ONCE = 500;

    private final ContactList list;
    private final Visitor visitor;
    private final Jdbi jdbi;

    ContactDownload(ContactList list, Visitor visitor, Jdbi jdbi) {
        this.list = list;
        this.visitor = visitor;
        this.jdbi = jdbi;
    }

    @GET
    @Produces("text/csv; charset=utf-8")
    public Response download() {
        Locale locale = visitor.locale();
        Actor by = visitor.actor();
        jdbi.useTransaction(tx -> Audit.write(tx, by, "contact.downloaded", "CSV", ""));
        StreamingOutput body = output -> write(output, locale);
        return Response.ok(body)
                .header("Content-Disposition", "attachment; filename=\"mosty-contacts.csv\"")
                .build();
    }

    private void write(OutputStream output, Locale locale) throws IOException {
        Csv csv = new Csv(Words.of(locale, "contacts-csv-separator"));
        Writer writer = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8), 1 << 16);
        writer.write(Csv.BOM);
        writer.write(csv.line(
                Columns.NAMES.stream().map(name -> Columns.word(locale, name)).toArray(String[]::new)));
        List<Contact> page = list.page("", ContactList.Place.START, AT_ONCE);
        while (!page.isEmpty()) {
            for (Contact contact : page) {
                writer.write(line(csv, contact, locale));
            }
            page = list.page("", ContactList.Place.of(page.getLast()), AT_ONCE);
        }
        writer.flush();
    }

    private static String line(Csv csv, Contact contact, Locale locale) {
        Card card = contact.card();
        return csv.line(
                Long.toString(contact.id()),
                Words.of(locale, "contacts-kind-" + card.kind().key()),
                card.name(),
                card.company(),
                card.phones().stream().map(ContactDownload::written).collect(Collectors.joining(", ")),
                card.responsible(),
                card.responsibleExt(),
                card.note());
    }

    /** A number with an extension after a comma would come back as two. */
    private static String written(Phone phone) {
        return phone.written().matches(".*[,;|].*") ? phone.digits() : phone.written();
    }
}
