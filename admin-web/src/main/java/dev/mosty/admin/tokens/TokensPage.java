package dev.mosty.admin.tokens;

import dev.mosty.access.AccessTokens;
import dev.mosty.access.Audit;
import dev.mosty.access.Role;
import dev.mosty.admin.shell.FormText;
import dev.mosty.admin.shell.NavEntry;
import dev.mosty.admin.shell.Redirect;
import dev.mosty.admin.shell.Visitor;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /admin/tokens}: several for each purpose, so that one can be replaced while the other still works. */
@Path("/admin/tokens")
@jakarta.ws.rs.Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class TokensPage {
    private static final int LONGEST_NAME = 64;

    private final AccessTokens tokens;
    private final Jdbi jdbi;
    private final Visitor visitor;

    TokensPage(AccessTokens tokens, Jdbi jdbi, Visitor visitor) {
        this.tokens = tokens;
        this.jdbi = jdbi;
        this.visitor = visitor;
    }

    @Produces
    @Singleton
    static NavEntry entry() {
        return new NavEntry(330, "/admin/tokens", "tokens-title", "shell-group-access", Role.VIEWER);
    }

    @GET
    public TemplateInstance list() {
        return page("", "", "");
    }

    /** The only answer of a change that is a page and no redirect: it is the one time that the token is shown. */
    @POST
    public Response create(@RestForm @Nullable String purpose, @RestForm @Nullable String name) {
        Optional<Purpose> opens = Purpose.of(FormText.line(purpose, 20));
        String called = FormText.line(name, LONGEST_NAME);
        if (opens.isEmpty() || called.isEmpty()) {
            return Response.status(422)
                    .entity(page("", called, "tokens-bad-form"))
                    .build();
        }
        Optional<String> token = jdbi.inTransaction(tx -> {
            Optional<String> made = tokens.issue(tx, opens.get().key(), called);
            if (made.isPresent()) {
                Audit.write(
                        tx,
                        visitor.actor(),
                        "token.created",
                        called,
                        opens.get().key());
            }
            return made;
        });
        return token.map(plain -> Response.ok(page(plain, called, "")).build())
                .orElseGet(() -> Response.status(422)
                        .entity(page("", called, "tokens-taken"))
                        .build());
    }

    @POST
    @Path("{id}/disable")
    public Response disable(@PathParam("id") long id) {
        TokenRow token = rows().stream()
                .filter(row -> row.id() == id)
                .findFirst()
                .orElseThrow(() -> new Refused(404, "There is no such token."));
        jdbi.useTransaction(tx -> {
            if (tokens.disable(tx, id)) {
                Audit.write(tx, visitor.actor(), "token.disabled", token.name(), token.purpose());
            }
        });
        tokens.forget();
        return Redirect.to("/admin/tokens?done=tokens-disabled");
    }

    private TemplateInstance page(String fresh, String name, String fault) {
        return Templates.tokens(rows(), List.of(Purpose.values()), fresh, name, fault);
    }

    private List<TokenRow> rows() {
        return jdbi.withHandle(handle -> handle.select("""
                        select id, purpose, name, created_at, last_used_at, disabled_at is not null as disabled
                        from access_token order by disabled_at is not null, purpose, id
                        """)
                .map((row, context) -> new TokenRow(
                        row.getLong("id"),
                        row.getString("purpose"),
                        row.getString("name"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("last_used_at") == null
                                ? null
                                : row.getTimestamp("last_used_at").toInstant(),
                        row.getBoolean("disabled")))
                .list());
    }

    @CheckedTemplate(basePath = "tokens")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance tokens(
                List<TokenRow> rows, List<Purpose> purposes, String fresh, String name, String fault);
    }
}
