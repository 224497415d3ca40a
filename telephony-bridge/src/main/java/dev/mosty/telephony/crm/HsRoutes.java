package dev.mosty.telephony.crm;

import dev.mosty.access.Turnstile.Passage;
import dev.mosty.telephony.Answer;
import dev.mosty.telephony.Reception;
import dev.mosty.telephony.TelephonyConfig;
import dev.mosty.telephony.call.Calls;
import dev.mosty.telephony.call.Calls.Origin;
import dev.mosty.telephony.call.Malformed;
import dev.mosty.web.BodyLimit;
import dev.mosty.web.ErrorReply;
import dev.mosty.web.RequestId;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * {@code POST /hs} and {@code /hs/}: stands in the place of the published 1C extension and takes what «Простые звонки»
 * send there. With {@code ONEC_CALLS_URL} set it goes on to the 1C inside the network, else the bridge decides itself.
 */
@Singleton
final class HsRoutes {
    private static final int MAX_BODY = 64 * 1024;

    private final CrmToken token;
    private final Calls calls;
    private final SmartTransfer transfer;
    private final TelephonyConfig config;
    private final Reception reception;

    HsRoutes(CrmToken token, Calls calls, SmartTransfer transfer, TelephonyConfig config, Reception reception) {
        this.token = token;
        this.calls = calls;
        this.transfer = transfer;
        this.config = config;
        this.reception = reception;
    }

    void routes(@Observes Router router) {
        for (String path : new String[] {"/hs", "/hs/"}) {
            router.post(path).handler(BodyLimit.of(MAX_BODY)).handler(this::receive);
            router.route(path).handler(context -> Reception.wrongMethod(context, "POST"));
        }
    }

    private void receive(RoutingContext context) {
        Buffer buffer = context.body().buffer();
        byte[] body = buffer == null ? new byte[0] : buffer.getBytes();
        Fields fields;
        try {
            fields = Fields.read(body);
        } catch (Malformed e) {
            ErrorReply.send(context, 400, e.sentence());
            return;
        }
        reception.receive(context, "/hs", fields.kept(), () -> switch (token.admit(
                fields.text(Fields.TOKEN), Reception.peer(context))) {
            case Passage.Wrong<String>() -> Answer.error(401, "crm_token is missing or wrong");
            case Passage.Slowed<String> slowed -> Answer.slowed(slowed);
            case Passage.Open<String> ignored -> answer(fields, RequestId.of(context));
        });
    }

    private Answer answer(Fields fields, String requestId) throws InterruptedException {
        return switch (CrmMessage.read(fields, config.zone())) {
            case CrmMessage.Told(var event) ->
                switch (calls.take(event, new Origin(Origin.Source.CRM, fields.kept(), requestId))) {
                    case STORED, REPEAT -> Answer.ok();
                    case NOT_STORED -> Answer.unavailable();
                };
            case CrmMessage.Contact(String phone) -> Answer.ok("responsible", transfer.responsible(phone));
            case CrmMessage.Ignored() -> Answer.ok();
        };
    }
}
