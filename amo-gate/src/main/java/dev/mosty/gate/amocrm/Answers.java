package dev.mosty.gate.amocrm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mosty.gate.amocrm.Answer.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a status, a few headers and a body as an {@link Answer}. A pure function: every odd reply has its test here. */
final class Answers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 300;

    private Answers() {}

    static Answer of(int status, Optional<String> location, Optional<String> retryAfter, byte[] body) {
        var json = json(body);
        return switch (status) {
            case 204 -> new Answer.Taken(JsonNodeFactory.instance.objectNode());
            case 200, 201, 202 ->
                json.isMissingNode()
                        ? new Answer.Strange("amoCRM answered " + status + " and no JSON")
                        : new Answer.Taken(json);
            case 301, 302, 307, 308 -> new Answer.Moved(location.orElse("an address that it does not name"));
            case 400, 422 -> new Answer.Invalid(named(json), why(status, json, body));
            case 401 -> new Answer.Unauthorized(why(status, json, body));
            case 402 -> new Answer.Unpaid();
            case 403 -> json.isMissingNode() ? new Answer.Banned() : new Answer.Forbidden(why(status, json, body));
            // A page is the web server's: it says that the address is wrong, and nothing about an item.
            case 404 ->
                json.isMissingNode()
                        ? new Answer.Strange(why(status, json, body))
                        : new Answer.NotFound(why(status, json, body));
            case 429 -> new Answer.TooMany(retryAfter.flatMap(Answers::seconds));
            case 504 -> new Answer.TooSlow();
            default ->
                status >= 500
                        ? new Answer.Unknown("amoCRM answered " + status)
                        : new Answer.Strange(why(status, json, body));
        };
    }

    static boolean isJson(byte[] body) {
        return !json(body).isMissingNode();
    }

    /** {@code {"validation-errors":[{"request_id":"0","errors":[{"code","path","detail"}]}]}}. */
    private static Map<String, List<Fault>> named(JsonNode problem) {
        var named = new LinkedHashMap<String, List<Fault>>();
        for (var item : problem.path("validation-errors")) {
            var faults = new ArrayList<Fault>();
            for (var error : item.path("errors")) {
                faults.add(new Fault(
                        error.path("code").asText("unknown"),
                        error.path("path").asText(""),
                        cut(error.path("detail").asText(""))));
            }
            if (item.hasNonNull("request_id") && !faults.isEmpty()) {
                named.put(item.path("request_id").asText(), List.copyOf(faults));
            }
        }
        return named;
    }

    private static String why(int status, JsonNode json, byte[] body) {
        var said = json.isMissingNode()
                ? new String(body, 0, Math.min(body.length, SHOWN), StandardCharsets.UTF_8)
                : List.of("hint", "detail", "title", "message").stream()
                        .map(name -> json.path(name).asText(""))
                        .filter(text -> !text.isBlank())
                        .findFirst()
                        .orElse("");
        return said.isBlank() ? "amoCRM answered " + status : "amoCRM answered " + status + ": " + cut(said.strip());
    }

    private static JsonNode json(byte[] body) {
        try {
            var json = JSON.readTree(new String(body, StandardCharsets.UTF_8));
            return json.isContainerNode() ? json : MissingNode.getInstance();
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static Optional<Duration> seconds(String header) {
        return header.matches("\\d{1,5}") ? Optional.of(Duration.ofSeconds(Long.parseLong(header))) : Optional.empty();
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
