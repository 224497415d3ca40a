package dev.mosty.telephony.onec;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.telephony.call.Direction;
import dev.mosty.telephony.call.Onward;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * The bodies that «Простые звонки» send to 1C (seed 002), in its order of keys. The token is the last of them and is
 * added when the body leaves: what is stored holds no secret.
 *
 * @param zone whose hours the times are, by 24 hours
 */
record OneCBody(ZoneId zone) {
    static final String TOKEN = "crm_token";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

    /** {@code event} or {@code history}. */
    String of(String callid, Direction direction, String phone, String line, Onward onward) {
        ObjectNode body = JSON.createObjectNode();
        switch (onward) {
            case Onward.Event(String ext, String type) -> {
                body.put("cmd", "event").put("type", type).put("direction", direction.word());
                parties(body, ext, phone, line);
                body.put("callid", callid);
            }
            case Onward.History(String ext, Instant start, Instant end, boolean answered, String link) -> {
                body.put("cmd", "history").put("type", direction.word());
                parties(body, ext, phone, line);
                body.put("start", time(start))
                        .put("end", time(end))
                        // Ringing included: the examples subtract the start, not the answer.
                        .put(
                                "duration",
                                Math.max(0, Duration.between(start, end).toSeconds()))
                        .put("callid", callid)
                        .put("link", link)
                        .put("status", answered ? "success" : "missed");
            }
        }
        return body.toString();
    }

    static String contact(String phone, String token) {
        return JSON.createObjectNode()
                .put("cmd", "contact")
                .put("phone", phone)
                .put(TOKEN, token)
                .toString();
    }

    private static void parties(ObjectNode body, String ext, String phone, String line) {
        body.put("user", ext).put("ext", ext).put("phone", phone).put("diversion", line);
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }
}
