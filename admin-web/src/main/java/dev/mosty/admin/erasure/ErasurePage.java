package dev.mosty.admin.erasure;

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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * {@code /admin/erasure}: what there is of a person, and erasing it after the number was typed again. The number is only
 * ever posted: an address would put it into logs and histories.
 */
@Path("/admin/erasure")
@jakarta.ws.rs.Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class ErasurePage {
    private static final int LONGEST = 40;

    private final Erasure erasure;
    private final Visitor visitor;

    ErasurePage(Erasure erasure, Visitor visitor) {
        this.erasure = erasure;
        this.visitor = visitor;
    }

    @Produces
    @Singleton
    static NavEntry entry() {
        return new NavEntry(350, "/admin/erasure", "erasure-title", "shell-group-access", Role.ADMIN);
    }

    /**
     * What the page shows.
     *
     * @param fault the key of what is wrong; empty if nothing is
     * @param found null before a search
     * @param erased whether {@code found} is gone now
     */
    record View(
            String kind,
            String typed,
            String fault,
            @Nullable Found found,
            boolean erased) {}

    @GET
    public TemplateInstance show() {
        return Templates.erasure(new View("phone", "", "", null, false));
    }

    @POST
    @Path("search")
    public Response search(@RestForm @Nullable String kind, @RestForm @Nullable String number) {
        String by = "lead".equals(kind) ? "lead" : "phone";
        String typed = FormText.line(number, LONGEST);
        Optional<Person> person = Person.of(by, typed);
        if (person.isEmpty()) {
            return refused(new View(by, typed, "erasure-bad-" + by, null, false));
        }
        try {
            return Response.ok(Templates.erasure(new View(by, typed, "", erasure.look(person.get()), false)))
                    .build();
        } catch (JdbiException e) {
            return refused(new View(by, typed, tooLong(e), null, false));
        }
    }

    /** @param again the number, typed once more by whoever means it */
    @POST
    public Response erase(
            @RestForm @Nullable String kind, @RestForm @Nullable String number, @RestForm @Nullable String again) {
        String by = "lead".equals(kind) ? "lead" : "phone";
        String typed = FormText.line(number, LONGEST);
        Optional<Person> person = Person.of(by, typed);
        if (person.isEmpty()) {
            return refused(new View(by, typed, "erasure-bad-" + by, null, false));
        }
        try {
            if (!person.equals(Person.of(by, FormText.line(again, LONGEST)))) {
                return refused(new View(by, typed, "erasure-not-the-same", erasure.look(person.get()), false));
            }
            Found gone = erasure.erase(person.get(), visitor.actor());
            return Response.ok(Templates.erasure(new View(by, "", "", gone, true)))
                    .build();
        } catch (JdbiException e) {
            return refused(new View(by, typed, tooLong(e), null, false));
        }
    }

    private static Response refused(View view) {
        return Response.status(422).entity(Templates.erasure(view)).build();
    }

    /** Only the time limit is the page's to explain. */
    private static String tooLong(JdbiException e) {
        if (e.getCause() instanceof java.sql.SQLException sql && "57014".equals(sql.getSQLState())) {
            return "erasure-too-long";
        }
        throw e;
    }

    @CheckedTemplate(basePath = "erasure")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance erasure(View view);
    }
}
