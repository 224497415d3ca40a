package dev.mosty.testbed.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;

/** A fault as {@code /sim/faults} takes and shows it; each simulator's documentation has an example. */
public final class FaultJson {
    private FaultJson() {}

    /**
     * Reads a fault.
     *
     * @throws IllegalArgumentException with a sentence
     */
    public static Fault read(JsonNode json) {
        return new Fault(
                json.path("times").asInt(1),
                Optional.of(json.path("method").asText()).filter(method -> !method.isEmpty()),
                json.path("path").asText("/"),
                effect(json));
    }

    /** The same shape that {@link #read} takes. */
    public static ObjectNode write(Fault fault) {
        ObjectNode json = Json.object()
                .put("times", fault.times())
                .put("method", fault.method().orElse(""))
                .put("path", fault.path());
        return switch (fault.effect()) {
            case FaultEffect.Answer(int status, FaultEffect.Body body) -> answer(json, "answer", status, body);
            case FaultEffect.ApplyThenAnswer(int status, FaultEffect.Body body) ->
                answer(json, "apply-then-answer", status, body);
            case FaultEffect.AnswerThenApply(int status, FaultEffect.Body body, long millis) ->
                answer(json, "answer-then-apply", status, body).put("afterMillis", millis);
            case FaultEffect.Hang() -> json.put("effect", "hang");
            case FaultEffect.Reset() -> json.put("effect", "reset");
            case FaultEffect.Drip(long millis) -> json.put("effect", "drip").put("millisPerByte", millis);
            case FaultEffect.Endless() -> json.put("effect", "endless");
            case FaultEffect.ApplyThenHang() -> json.put("effect", "apply-then-hang");
            case FaultEffect.ApplyThenReset() -> json.put("effect", "apply-then-reset");
        };
    }

    private static FaultEffect effect(JsonNode json) {
        return switch (json.path("effect").asText()) {
            case "answer" -> new FaultEffect.Answer(status(json), body(json));
            case "apply-then-answer" -> new FaultEffect.ApplyThenAnswer(status(json), body(json));
            case "answer-then-apply" -> new FaultEffect.AnswerThenApply(status(json), body(json), afterMillis(json));
            case "hang" -> new FaultEffect.Hang();
            case "reset" -> new FaultEffect.Reset();
            case "drip" -> new FaultEffect.Drip(json.path("millisPerByte").asLong(100));
            case "endless" -> new FaultEffect.Endless();
            case "apply-then-hang" -> new FaultEffect.ApplyThenHang();
            case "apply-then-reset" -> new FaultEffect.ApplyThenReset();
            default ->
                throw new IllegalArgumentException(
                        "effect must be one of answer, apply-then-answer, answer-then-apply, hang,"
                                + " reset, drip, endless, apply-then-hang, apply-then-reset");
        };
    }

    private static int status(JsonNode json) {
        int status = json.path("status").asInt();
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status must be between 200 and 599");
        }
        return status;
    }

    private static long afterMillis(JsonNode json) {
        long millis = json.path("afterMillis").asLong(1_000);
        if (millis < 1) {
            throw new IllegalArgumentException("afterMillis must be at least 1");
        }
        return millis;
    }

    private static FaultEffect.Body body(JsonNode json) {
        try {
            return FaultEffect.Body.valueOf(json.path("body").asText("problem").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("body must be problem, text, html or empty", e);
        }
    }

    private static ObjectNode answer(ObjectNode json, String effect, int status, FaultEffect.Body body) {
        return json.put("effect", effect)
                .put("status", status)
                .put("body", body.name().toLowerCase(Locale.ROOT));
    }
}
