package dev.mosty.admin.bitrix;

import dev.mosty.admin.shell.FormText;
import dev.mosty.admin.shell.Query;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /admin/bitrix/entity}: one object of 1C, found by its kind and GUID, with all that ever came of it. */
@Path("/admin/bitrix/entity")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class EntityPage {
    static final int LONGEST_ORIGIN = 255;
    private static final int ROWS = 20;

    private final State state;
    private final Runs runs;
    private final Links links;

    EntityPage(State state, Runs runs, Links links) {
        this.state = state;
        this.runs = runs;
        this.links = links;
    }

    /** @param skip how many of the newest rows are left out */
    @GET
    public TemplateInstance show(
            @QueryParam("entity") @Nullable String entity,
            @QueryParam("origin") @Nullable String origin,
            @QueryParam("skip") @Nullable String skip) {
        Kind kind = Kind.of(entity).orElse(Kind.CONTACT);
        String guid = FormText.line(origin, LONGEST_ORIGIN);
        int skipped = Skipped.of(skip);
        List<ItemRow> found = guid.isEmpty() ? List.of() : runs.ofEntity(kind, guid, skipped, ROWS + 1);
        Optional<Links.Link> link = guid.isEmpty() ? Optional.empty() : links.one(kind.key(guid));
        return Templates.entity(
                state.seen(),
                List.of(Kind.values()),
                kind,
                guid,
                kind.key(guid),
                link.orElse(null),
                found.stream().limit(ROWS).toList(),
                Query.of("entity", kind.word(), "origin", guid),
                skipped,
                found.size() > ROWS ? skipped + ROWS : 0);
    }

    @CheckedTemplate(basePath = "bitrix")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance entity(
                State.Seen seen,
                List<Kind> kinds,
                Kind kind,
                String origin,
                String key,
                Links.@Nullable Link link,
                List<ItemRow> items,
                String query,
                int skipped,
                int next);
    }
}
