package dev.mosty.admin.contacts;

import dev.mosty.access.Role;
import dev.mosty.admin.contacts.ContactImport.Result;
import dev.mosty.admin.shell.Needs;
import dev.mosty.admin.shell.Redirect;
import dev.mosty.admin.shell.Visitor;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** {@code /admin/contacts/import}: a file, then what it would do, then the word. */
@Path("/admin/contacts/import")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class ImportPage {
    private static final long LARGEST = 5L * 1024 * 1024;

    private final ContactImport imports;
    private final Visitor visitor;

    ImportPage(ContactImport imports, Visitor visitor) {
        this.imports = imports;
        this.visitor = visitor;
    }

    @GET
    public TemplateInstance show() {
        return Templates.upload("");
    }

    /** Takes plain forms too, so that whoever may not is told so before anything is read. */
    @POST
    @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
    public Response preview(@RestForm @Nullable FileUpload file) {
        if (file == null || file.size() == 0) {
            return unusable("contacts-no-file");
        }
        if (file.size() > LARGEST) {
            return unusable("contacts-large-file");
        }
        try {
            return answer(imports.preview(ImportText.of(Files.readAllBytes(file.uploadedFile())), visitor.actor()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @POST
    @Path("{id}")
    @Needs(Role.ADMIN)
    public Response apply(@PathParam("id") String id, @RestForm @Nullable String shown) {
        if (!id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            return unusable("contacts-import-gone");
        }
        return answer(imports.apply(UUID.fromString(id), shown == null ? "" : shown, visitor.actor()));
    }

    private static Response answer(Result result) {
        return switch (result) {
            case Result.Unusable(String word) -> unusable(word);
            case Result.Preview(UUID id, ImportPlan plan) ->
                Response.ok(Templates.preview(id.toString(), plan)).build();
            case Result.Done ignored -> Redirect.to("/admin/contacts?done=contacts-imported");
            case Result.Unknown() -> unusable("contacts-import-gone");
        };
    }

    private static Response unusable(String word) {
        return Response.status(422).entity(Templates.upload(word)).build();
    }

    @CheckedTemplate(basePath = "contacts")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance upload(String fault);

        static native TemplateInstance preview(String id, ImportPlan plan);
    }
}
