package dev.mosty.telephony;

import com.fasterxml.jackson.databind.ObjectMapper;

/** What a route answers: JSON. */
public record Answer(int status, String json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@code {"status":"ok"}}. */
    public static Answer ok() {
        return ok("status", "ok");
    }

    /** An object of one text. */
    public static Answer ok(String name, String value) {
        return new Answer(200, object(name, value));
    }

    /** @param sentence for whoever called, which never quotes what was sent */
    public static Answer error(int status, String sentence) {
        return new Answer(status, object("error", sentence));
    }

    /** 503: the same request may pass in a moment. */
    public static Answer unavailable() {
        return error(503, "not stored, send it again: the database cannot be reached");
    }

    private static String object(String name, String value) {
        return JSON.createObjectNode().put(name, value).toString();
    }
}
