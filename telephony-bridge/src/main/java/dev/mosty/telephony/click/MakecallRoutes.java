package dev.mosty.telephony.click;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosty.access.AccessToken;
import dev.mosty.access.Turnstile.Passage;
import dev.mosty.telephony.Answer;
import dev.mosty.telephony.Reception;
import dev.mosty.telephony.call.Field;
import dev.mosty.telephony.call.Malformed;
import dev.mosty.web.BodyLimit;
import dev.mosty.web.RequestId;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * {@code POST /httpapiinteg/crmapi/v1/makecall}: an employee clicked on a number in 1C, and the PBX is to call. Errors
 * have the sentence of seed 002, which 1C shows.
 */
@Singleton
final class MakecallRoutes {
    private static final String PATH = "/httpapiinteg/crmapi/v1/makecall";
    private static final int MAX_BODY = 8 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MakecallKey key;
    private final CallByClick click;
    private final Reception reception;

    MakecallRoutes(MakecallKey key, CallByClick click, Reception reception) {
        this.key = key;
        this.click = click;
        this.reception = reception;
    }

    void routes(@Observes Router router) {
        router.post(PATH).handler(BodyLimit.of(MAX_BODY)).handler(this::receive);
        router.route(PATH).handler(context -> Reception.wrongMethod(context, "POST"));
    }

    private void receive(RoutingContext context) {
        Buffer body = context.body().buffer();
        byte[] bytes = body == null ? new byte[0] : body.getBytes();
        String presented = context.request().getHeader("X-API-KEY");
        String shown = body == null ? "" : body.toString();
        reception.receive(context, PATH, shown, () -> {
            return switch (key.admit(presented, Reception.peer(context))) {
                case Passage.Wrong<AccessToken>() -> Answer.error(401, CallByClick.WORDS.of("unauthorized"));
                case Passage.Slowed<AccessToken> slowed -> Answer.slowed(CallByClick.WORDS.of("slowed"), slowed);
                case Passage.Open<AccessToken> ignored -> {
                    Wish wish = Wish.read(bytes);
                    yield click.call(wish.ext(), wish.phone(), RequestId.of(context));
                }
            };
        });
    }

    /** Who is to call whom. */
    private record Wish(String ext, String phone) {
        static Wish read(byte[] body) {
            try {
                JsonNode object = JSON.readTree(body);
                if (object == null || !object.isObject()) {
                    throw new Malformed("the body must be an object");
                }
                String phone = Field.number("phone", text(object, "phone"));
                if (phone.chars().noneMatch(Character::isDigit)) {
                    throw new Malformed("phone is missing");
                }
                return new Wish(Field.extension("user", text(object, "user")), phone);
            } catch (IOException e) {
                throw new Malformed("the body is not JSON");
            }
        }

        private static String text(JsonNode object, String field) {
            JsonNode value = object.path(field);
            if (!value.isTextual() && !value.isIntegralNumber()) {
                throw new Malformed(field + " is missing");
            }
            return value.asText();
        }

        /** Without the client. */
        @Override
        public String toString() {
            return "Wish[" + ext + "]";
        }
    }
}
