package dev.mosty.proxy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosty.proxy.onec.OneCReply;

/** The one map from how a call to 1C ended to what the widget gets. */
public final class Answers {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a page of 1C may take in the log. */
    private static final int MAX_PAGE = 4_000;

    private Answers() {}

    public static Answer of(OneCReply reply, Question question, String requestId) {
        return switch (reply) {
            case OneCReply.Good(byte[] json, String text) -> Answer.passedOn(json, text, !isRefusal(text));
            case OneCReply.Refused refused ->
                refused.said()
                        .map(said -> Answer.error(502, said))
                        .orElseGet(() -> Answer.error(
                                502, sentence(refused, question, requestId), refused.status(), cut(refused.page())));
            case OneCReply.Strange ignored -> Answer.error(502, question.word("strange", "", requestId));
            case OneCReply.Unreachable ignored -> Answer.error(502, question.word("unreachable"));
            case OneCReply.Broken ignored -> Answer.error(502, question.word("broken"));
            case OneCReply.Busy() -> Answer.error(503, question.word("busy"));
            case OneCReply.TooSlow() -> Answer.error(504, question.word("too-slow"));
        };
    }

    /**
     * Whether something may have come of a request to register, so that the same must not be asked again. Not if nothing
     * reached 1C, and not if it was refused: by 1C in its own words, or by a status that says that nothing was done
     * (4xx, 503, a redirect). Any other 5xx may have come after the document.
     */
    public static boolean mayHaveHappened(OneCReply reply) {
        return switch (reply) {
            case OneCReply.Good(byte[] ignored, String text) -> !isRefusal(text);
            case OneCReply.Refused refused ->
                refused.status() >= 500
                        && refused.status() != 503
                        && refused.said().isEmpty();
            case OneCReply.Strange ignored -> true;
            case OneCReply.Broken ignored -> true;
            case OneCReply.TooSlow() -> true;
            case OneCReply.Unreachable ignored -> false;
            case OneCReply.Busy() -> false;
        };
    }

    private static String sentence(OneCReply.Refused refused, Question question, String requestId) {
        boolean unclear = question == Question.DOCUMENT && mayHaveHappened(refused);
        return question.word(unclear ? "failed" : "refused", refused.status(), requestId);
    }

    /** A 200 that says no: an object with an error and without a document's number. */
    private static boolean isRefusal(String text) {
        if (!text.contains("\"error\"")) {
            return false;
        }
        try {
            JsonNode object = JSON.readTree(text);
            return object.hasNonNull("error") && !object.hasNonNull("number");
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static String cut(String page) {
        return page.length() <= MAX_PAGE ? page : page.substring(0, MAX_PAGE) + "…";
    }
}
