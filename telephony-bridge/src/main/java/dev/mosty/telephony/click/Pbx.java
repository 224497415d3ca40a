package dev.mosty.telephony.click;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosty.settings.CannotOpen;
import dev.mosty.settings.Settings;
import dev.mosty.settings.TelephonySettings;
import dev.mosty.telephony.PbxConfig;
import dev.mosty.web.Call;
import dev.mosty.web.Outbound;
import dev.mosty.web.Reply;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;

/** The PBX that is asked to call, at {@code PBX_API_URL}. Once: a second call to a client is worse than none. */
@Singleton
final class Pbx {
    private static final Logger LOG = Logger.getLogger(Pbx.class);
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final int REPLY_BYTES = 64 * 1024;
    private static final int LONGEST_WORD = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PbxConfig config;
    private final Settings settings;
    private final Outbound outbound;

    Pbx(PbxConfig config, Settings settings, Outbound outbound) {
        config.check();
        this.config = config;
        this.settings = settings;
        this.outbound = outbound;
    }

    Placing call(String ext, String phone) {
        return config.apiUrl().map(url -> call(url, ext, phone)).orElseGet(Placing.NoPbx::new);
    }

    private Placing call(URI url, String ext, String phone) {
        String body =
                JSON.createObjectNode().put("user", ext).put("phone", phone).toString();
        var call = Call.of("POST", url, body.getBytes(StandardCharsets.UTF_8), DEADLINE)
                .overFreshConnection()
                .maxReplyBytes(REPLY_BYTES)
                .header("Content-Type", "application/json");
        Optional<String> key = key();
        if (key.isPresent()) {
            call = call.header("X-API-KEY", key.get());
        }
        return switch (outbound.send(call)) {
            case Reply.Answered answered
            when answered.status() >= 200 && answered.status() < 300 -> new Placing.Placed();
            case Reply.Answered answered -> new Placing.Refused(answered.status(), said(answered));
            case Reply.TooLarge(int status) ->
                status < 300 ? new Placing.Placed() : new Placing.Refused(status, reason(status));
            case Reply.NotSent ignored -> new Placing.Unreachable();
            case Reply.Unknown ignored -> new Placing.NoAnswer();
        };
    }

    /** «Токен Простых Звонков»: what people entered on the settings page rules over the environment. */
    private Optional<String> key() {
        try {
            return settings.secret(TelephonySettings.PBX_KEY).or(config::apiKey);
        } catch (JdbiException | CannotOpen e) {
            LOG.warn("The PBX's key of the settings cannot be read, PBX_API_KEY is used");
            return config.apiKey();
        }
    }

    /** Its own words, if it has some for people; a page of HTML is none. */
    private static String said(Reply.Answered answered) {
        String text = answered.text().strip();
        String said = text.startsWith("{") ? error(text) : text.startsWith("<") ? "" : text;
        String line = said.replaceAll("[\\s\\p{Cntrl}]+", " ").strip().replaceAll("[.]+$", "");
        return line.isEmpty() || line.length() > LONGEST_WORD ? reason(answered.status()) : line;
    }

    private static String error(String text) {
        try {
            JsonNode object = JSON.readTree(text);
            String error = object.path("error").asText("");
            return error.isEmpty() ? object.path("message").asText("") : error;
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private static String reason(int status) {
        return switch (status) {
            case 400 -> "400 Bad Request";
            case 500 -> "500 Internal Server Error";
            default -> Integer.toString(status);
        };
    }
}
