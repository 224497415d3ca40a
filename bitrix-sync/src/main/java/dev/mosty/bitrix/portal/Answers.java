package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mosty.bitrix.plan.Work;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** Reads a status and a body as an {@link Answer}. A pure function: every odd reply has its test here. */
final class Answers {
    /** As long as the portal lets a request run at all; whoever knows when it began knows better. */
    static final Duration STILL_RUNNING = Duration.ofSeconds(62);

    private static final int SHOWN = 500;

    private Answers() {}

    static Answer of(int status, byte[] body) {
        var json = json(body);
        if (status >= 300 && status < 400) {
            return new Answer.Elsewhere("the portal answers " + status + ": it has another address");
        }
        if (json.has("error")) {
            // Whoever answered so may be a gateway, too: behind it the request may go on.
            return error(status, json, STILL_RUNNING);
        }
        if (status == 200 && json.has("result")) {
            return new Answer.Taken(json.path("result"), json.path("time"));
        }
        if (status == 401) {
            return new Answer.Unauthorized("401 and no JSON: is there a login in front of the portal?");
        }
        if (status == 403 || status == 404) {
            return new Answer.Elsewhere("the portal answers " + status + " and no JSON: is the address right?");
        }
        if (status == 429) {
            return new Answer.TooMany();
        }
        // A gateway's page: behind it the request may go on.
        return new Answer.Unknown("the portal answered " + status + " and nothing that can be read", STILL_RUNNING);
    }

    /** @param left how long the request may still run */
    private static Answer error(int status, JsonNode json, Duration left) {
        var code = json.path("error").asText("");
        var description = cut(json.path("error_description").asText(""));
        var why = description.isEmpty() ? code : code + ": " + description;
        return switch (code.toUpperCase(Locale.ROOT)) {
            case "QUERY_LIMIT_EXCEEDED" -> new Answer.TooMany();
            case "OVERLOAD_LIMIT" -> new Answer.Blocked();
            case "OPERATION_TIME_LIMIT" -> new Answer.OutOfTime();
            case "NO_AUTH_FOUND",
                    "EXPIRED_TOKEN",
                    "INVALID_TOKEN",
                    "INVALID_CREDENTIALS",
                    "AUTHORIZATION_ERROR",
                    "WRONG_AUTH_TYPE" -> new Answer.Unauthorized(why);
            case "INSUFFICIENT_SCOPE", "USER_ACCESS_ERROR" -> new Answer.Forbidden(why);
            case "PORTAL_DELETED",
                    "PAYMENT_REQUIRED",
                    "ERROR_METHOD_NOT_FOUND",
                    "METHOD_CONFIRM_WAITING",
                    "INVALID_REQUEST" -> new Answer.Elsewhere(why);
            case "INTERNAL_SERVER_ERROR", "ERROR_UNEXPECTED_ANSWER" -> new Answer.Unknown(why, left);
            default -> byStatus(status, code, description, left);
        };
    }

    private static Answer byStatus(int status, String code, String description, Duration left) {
        var why = description.isEmpty() ? code : code + ": " + description;
        return switch (status) {
            case 401 -> new Answer.Unauthorized(why);
            case 403 -> new Answer.Forbidden(why);
            case 429 -> new Answer.TooMany();
            default -> status >= 500 ? new Answer.Unknown(why, left) : new Answer.Refused(code, description);
        };
    }

    /** The error of one command of a batch, where the status says nothing. */
    static Answer ofCommand(JsonNode error) {
        return error.isObject() ? error(400, error, Duration.ZERO) : new Answer.Refused(cut(error.asText("")), "");
    }

    private static JsonNode json(byte[] body) {
        try {
            var json = Work.JSON.readTree(new String(body, StandardCharsets.UTF_8));
            return json != null && json.isObject() ? json : MissingNode.getInstance();
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
