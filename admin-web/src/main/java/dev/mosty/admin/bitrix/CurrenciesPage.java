package dev.mosty.admin.bitrix;

import dev.mosty.admin.shell.FormText;
import dev.mosty.admin.shell.Redirect;
import dev.mosty.admin.shell.Visitor;
import dev.mosty.web.Refused;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** {@code /admin/bitrix/currencies}: which currency of 1C is which at the portal, for {@code CURRENCY_ID}. */
@Path("/admin/bitrix/currencies")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class CurrenciesPage {
    private static final int LONGEST_NAME = 255;

    private final State state;
    private final Currencies currencies;
    private final Directory directory;
    private final Visitor visitor;

    CurrenciesPage(State state, Currencies currencies, Directory directory, Visitor visitor) {
        this.state = state;
        this.currencies = currencies;
        this.directory = directory;
        this.visitor = visitor;
    }

    @GET
    public TemplateInstance list() {
        return page("", "", "");
    }

    @POST
    public Response map(@RestForm @Nullable String onec, @RestForm @Nullable String code) {
        String name = FormText.line(onec, LONGEST_NAME);
        String written = FormText.line(code, 20).toUpperCase(Locale.ROOT);
        if (name.isEmpty()) {
            return again("bitrix-no-currency-name", name, written);
        }
        if (!written.matches("[A-Z]{3}")) {
            return again("bitrix-bad-code", name, written);
        }
        if (directory.known().lacksCoin(written)) {
            return again("bitrix-no-such-currency", name, written);
        }
        currencies.map(name, written, visitor.actor());
        return Redirect.to("/admin/bitrix/currencies?done=bitrix-mapped");
    }

    @POST
    @Path("delete")
    public Response forget(@RestForm @Nullable String onec) {
        if (!currencies.forget(FormText.line(onec, LONGEST_NAME), visitor.actor())) {
            throw new Refused(404, "There is no such currency.");
        }
        return Redirect.to("/admin/bitrix/currencies?done=bitrix-currency-gone");
    }

    private Response again(String fault, String onec, String code) {
        return Response.status(422).entity(page(fault, onec, code)).build();
    }

    private TemplateInstance page(String fault, String onec, String code) {
        Known known = directory.known();
        return Templates.currencies(state.seen(), known, currencies.list(known), fault, onec, code);
    }

    @CheckedTemplate(basePath = "bitrix")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance currencies(
                State.Seen seen, Known known, List<Currencies.Row> rows, String fault, String onec, String code);
    }
}
