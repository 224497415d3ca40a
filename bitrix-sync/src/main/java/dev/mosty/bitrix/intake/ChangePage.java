package dev.mosty.bitrix.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.bitrix.Words;
import dev.mosty.bitrix.intake.Entities.Sorted;
import dev.mosty.bitrix.plan.Work;
import dev.mosty.web.Reply;
import java.io.IOException;

/** One answer of 1C: {@code {"message":17,"entities":[…],"more":true}}. */
sealed interface ChangePage {

    /**
     * @param message 1C's number of this page, by which it is confirmed
     * @param more whether another page would follow at once
     */
    record Came(long message, Sorted objects, boolean more) implements ChangePage {
        boolean isEmpty() {
            return objects.entities().isEmpty() && objects.unreadable().isEmpty();
        }
    }

    /** @param why a sentence for people */
    record Nothing(String why) implements ChangePage {}

    static ChangePage of(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered when answered.status() == 200 -> read(answered.body());
            case Reply.Answered answered -> new Nothing(said(answered.status()));
            case Reply.NotSent ignored -> new Nothing(Words.of("pull.unreachable"));
            case Reply.Unknown ignored -> new Nothing(Words.of("pull.late"));
            case Reply.TooLarge ignored -> new Nothing(Words.of("pull.large"));
        };
    }

    /** Of an answer that is not 200. */
    static String said(int status) {
        return status == 401 || status == 403 ? Words.of("pull.denied") : Words.of("pull.status", status);
    }

    private static ChangePage read(byte[] body) {
        JsonNode page;
        try {
            page = Work.JSON.readTree(body);
        } catch (IOException e) {
            return new Nothing(Words.of("pull.shape"));
        }
        var message = page.path("message");
        var entities = page.path("entities");
        if (!message.isIntegralNumber() || !message.canConvertToLong() || !entities.isArray()) {
            return new Nothing(Words.of("pull.shape"));
        }
        return new Came(
                message.asLong(), Entities.sort(entities), page.path("more").asBoolean(false));
    }
}
