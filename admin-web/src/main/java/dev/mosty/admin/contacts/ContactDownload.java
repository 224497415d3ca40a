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
import java.io.IOException;
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
        return Csv.download("mosty-contacts.csv", locale, sheet -> write(sheet, locale));
    }

    private void write(Csv.Sheet sheet, Locale locale) throws IOException {
        sheet.row(Columns.NAMES.stream().map(name -> Columns.word(locale, name)).toArray(String[]::new));
        List<Contact> page = list.page("", ContactList.Place.START, AT_ONCE);
        while (!page.isEmpty()) {
            for (Contact contact : page) {
                write(sheet, contact, locale);
            }
            page = list.page("", ContactList.Place.of(page.getLast()), AT_ONCE);
        }
    }

    private static void write(Csv.Sheet sheet, Contact contact, Locale locale) throws IOException {
        Card card = contact.card();
        sheet.row(
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
