package dev.mosty.admin.contacts;

import dev.mosty.access.Role;
import dev.mosty.admin.contacts.ContactList.Place;
import dev.mosty.admin.shell.FormText;
import dev.mosty.admin.shell.NavEntry;
import dev.mosty.admin.shell.Redirect;
import dev.mosty.admin.shell.Visitor;
import dev.mosty.contacts.AddressBook;
import dev.mosty.contacts.Contact;
import dev.mosty.contacts.NumberingPlan;
import dev.mosty.web.Refused;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /admin/contacts}: the list by name, and one contact to be made, changed or deleted. Viewers see them. */
@Path("/admin/contacts")
@jakarta.ws.rs.Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class ContactsPage {
    private static final int ROWS = 20;
    private static final int LONGEST_SEARCH = 100;
    private static final ContactForm.Read.Wrong NO_FAULT = new ContactForm.Read.Wrong("", "");

    private final ContactList list;
    private final ContactStore store;
    private final AddressBook book;
    private final NumberingPlan plan;
    private final Visitor visitor;

    ContactsPage(ContactList list, ContactStore store, AddressBook book, NumberingPlan plan, Visitor visitor) {
        this.list = list;
        this.store = store;
        this.book = book;
        this.plan = plan;
        this.visitor = visitor;
    }

    @Produces
    @Singleton
    static NavEntry entry() {
        return new NavEntry(140, "/admin/contacts", "contacts-title", "shell-group-work", Role.VIEWER);
    }

    /** @param after the last contact of the page before; one more than is shown says whether there are more */
    @GET
    public TemplateInstance list(@QueryParam("q") @Nullable String q, @QueryParam("after") @Nullable String after) {
        String typed = FormText.line(q, LONGEST_SEARCH);
        Place place = place(after);
        List<Contact> found = list.page(typed, place, ROWS + 1);
        List<Contact> shown = found.stream().limit(ROWS).toList();
        return Templates.contacts(
                shown,
                typed,
                typed.isEmpty() ? list.count() : 0,
                !place.equals(Place.START),
                found.size() > ROWS ? shown.getLast().id() : 0);
    }

    /** The beginning, if there is no such contact (any more). */
    private Place place(@Nullable String contact) {
        return contact != null && contact.matches("[0-9]{1,18}")
                ? book.find(Long.parseLong(contact)).map(Place::of).orElse(Place.START)
                : Place.START;
    }

    /** @param phone is in the form already, for whoever comes from a call */
    @GET
    @Path("new")
    public TemplateInstance fresh(@QueryParam("phone") @Nullable String phone) {
        return form(null, ContactForm.withPhone(phone), NO_FAULT);
    }

    @POST
    public Response create(MultivaluedMap<String, String> typed) {
        ContactForm form = ContactForm.of(typed::getFirst);
        return switch (form.read(plan, list.employees())) {
            case ContactForm.Read.Good(var card) ->
                Redirect.to("/admin/contacts/" + store.create(card, visitor.actor()) + "?done=contacts-created");
            case ContactForm.Read.Wrong wrong -> again(null, form, wrong);
        };
    }

    @GET
    @Path("{id}")
    public TemplateInstance one(@PathParam("id") long id) {
        Contact contact = found(id);
        return form(contact, ContactForm.of(contact), NO_FAULT);
    }

    @POST
    @Path("{id}")
    public Response change(@PathParam("id") long id, MultivaluedMap<String, String> typed) {
        ContactForm form = ContactForm.of(typed::getFirst);
        return switch (form.read(plan, list.employees())) {
            case ContactForm.Read.Good(var card) -> {
                if (!store.change(id, card, visitor.actor())) {
                    throw unknown();
                }
                yield Redirect.to("/admin/contacts/" + id + "?done=contacts-changed");
            }
            case ContactForm.Read.Wrong wrong -> again(found(id), form, wrong);
        };
    }

    @POST
    @Path("{id}/delete")
    public Response delete(@PathParam("id") long id) {
        if (!store.delete(id, visitor.actor())) {
            throw unknown();
        }
        return Redirect.to("/admin/contacts?done=contacts-deleted");
    }

    private Response again(@Nullable Contact contact, ContactForm form, ContactForm.Read.Wrong wrong) {
        return Response.status(422).entity(form(contact, form, wrong)).build();
    }

    private TemplateInstance form(@Nullable Contact contact, ContactForm form, ContactForm.Read.Wrong wrong) {
        return Templates.contact(contact, form, list.employees(), wrong);
    }

    private Contact found(long id) {
        return book.find(id).orElseThrow(ContactsPage::unknown);
    }

    private static Refused unknown() {
        return new Refused(404, "There is no such contact.");
    }

    @CheckedTemplate(basePath = "contacts")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance contacts(
                List<Contact> rows, String typed, long total, boolean further, long next);

        static native TemplateInstance contact(
                @Nullable Contact contact, ContactForm form, List<Employee> employees, ContactForm.Read.Wrong wrong);
    }
}
