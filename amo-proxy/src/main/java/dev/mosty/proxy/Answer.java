package dev.mosty.proxy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/**
 * What the widget gets.
 *
 * @param good whether it is what the widget asked for, which a status does not always tell
 * @param body JSON
 * @param logged the same for the request log, which may tell more
 */
@SuppressWarnings("ArrayRecordComponent") // Answers are never compared.
public record Answer(int status, boolean good, byte[] body, String logged) {

    /** 1C's own words, byte for byte. */
    static Answer passedOn(byte[] json, String text, boolean good) {
        return new Answer(200, good, json, text);
    }

    /** A sentence. */
    public static Answer error(int status, String sentence) {
        String json = json(sentence).toString();
        return new Answer(status, false, json.getBytes(StandardCharsets.UTF_8), json);
    }

    /** A sentence for the person, and for the log what 1C sent instead of one. */
    static Answer error(int status, String sentence, int onecStatus, String page) {
        ObjectNode logged = json(sentence);
        logged.putObject("1C").put("status", onecStatus).put("body", page);
        return new Answer(status, false, json(sentence).toString().getBytes(StandardCharsets.UTF_8), logged.toString());
    }

    /** One that was given before. */
    public static Answer again(int status, boolean good, byte[] body) {
        return new Answer(status, good, body, new String(body, StandardCharsets.UTF_8));
    }

    private static ObjectNode json(String sentence) {
        return JsonNodeFactory.instance.objectNode().put("error", sentence);
    }

    /** Without the body, in which there may be a patient. */
    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}
