package dev.mosty.telephony;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosty.access.Turnstile.Passage.Slowed;
import java.time.Duration;

/**
 * What a route answers: JSON.
 *
 * @param after when the same may be tried again; zero says nothing of it
 */
public record Answer(int status, String json, Duration after) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DATABASE_BACK = Duration.ofSeconds(10);

    public Answer(int status, String json) {
        this(status, json, Duration.ZERO);
    }

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
        return new Answer(
                503, object("error", "not stored, send it again: the database cannot be reached"), DATABASE_BACK);
    }

    /** 429, for an address that has shown too many wrong tokens. */
    public static Answer slowed(Slowed<?> slowed) {
        return slowed(slowed.sentence(), slowed);
    }

    /** The same in words for people, in which {0} is the wait in seconds. */
    public static Answer slowed(String sentence, Slowed<?> slowed) {
        String seconds = Long.toString(slowed.seconds());
        return new Answer(429, object("error", sentence.replace("{0}", seconds)), Duration.ofSeconds(slowed.seconds()));
    }

    private static String object(String name, String value) {
        return JSON.createObjectNode().put(name, value).toString();
    }
}
