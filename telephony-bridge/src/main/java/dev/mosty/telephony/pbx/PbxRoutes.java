package dev.mosty.telephony.pbx;

import dev.mosty.telephony.Answer;
import dev.mosty.telephony.Reception;
import dev.mosty.telephony.call.Calls;
import dev.mosty.telephony.call.Calls.Origin;
import dev.mosty.telephony.crm.SmartTransfer;
import dev.mosty.web.RequestId;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * {@code GET /{PBX_PATH}/?event=…}: the PBX tells of calls, and asks where one should go. A plain Vert.x route, since
 * the path is configured and secret: any other path is a page that is not there, and no log or metric shows it.
 */
@Singleton
final class PbxRoutes {
    /** What logs have in the place of the secret. */
    private static final String SHOWN = "/{PBX_PATH}/";

    private final PbxPath path;
    private final Calls calls;
    private final SmartTransfer transfer;
    private final Reception reception;

    PbxRoutes(PbxPath path, Calls calls, SmartTransfer transfer, Reception reception) {
        this.path = path;
        this.calls = calls;
        this.transfer = transfer;
        this.reception = reception;
    }

    void routes(@Observes Router router) {
        router.route("/:segment").handler(this::admit);
        router.route("/:segment/").handler(this::admit);
    }

    private void admit(RoutingContext context) {
        if (!path.is(String.valueOf(context.pathParam("segment")))) {
            context.next();
        } else if (!context.request().method().equals(HttpMethod.GET)) {
            Reception.wrongMethod(context, "GET");
        } else {
            String query =
                    context.request().query() == null ? "" : context.request().query();
            reception.receive(context, SHOWN + "?" + query, "", () -> answer(query, RequestId.of(context)));
        }
    }

    private Answer answer(String query, String requestId) throws InterruptedException {
        return switch (PbxQuery.read(query)) {
            case Reading.Told(var event) ->
                switch (calls.take(event, new Origin(Origin.Source.PBX, query, requestId))) {
                    case STORED, REPEAT -> Answer.ok();
                    case NOT_STORED -> Answer.unavailable();
                };
            case Reading.Transfer(String phone) -> Answer.ok("responsible", transfer.responsible(phone));
        };
    }
}
