package dev.mosty.admin.search;

import dev.mosty.admin.shell.FormText;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** {@code /admin/search}: where the box of the frame leads. */
@Path("/admin/search")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class SearchPage {
    private static final int LONGEST = 200;

    private final Story story;

    SearchPage(Story story) {
        this.story = story;
    }

    /** @param q a lead or the address of its card, a phone, a call, a request id, a GUID of 1C */
    @GET
    public TemplateInstance search(@QueryParam("q") @Nullable String q) {
        String typed = FormText.line(q, LONGEST);
        Wanted wanted = Wanted.of(typed);
        Story.Told told = typed.isEmpty() ? Story.Told.NOTHING : story.of(wanted);
        return Templates.search(typed, wanted, told);
    }

    @CheckedTemplate(basePath = "search")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance search(String typed, Wanted wanted, Story.Told told);
    }
}
