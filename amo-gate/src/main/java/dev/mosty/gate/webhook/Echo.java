package dev.mosty.gate.webhook;

import dev.mosty.gate.amocrm.Fingerprint;
import dev.mosty.gate.amocrm.WrittenLead;
import java.util.Map;

/**
 * Tells our own write, coming back as a webhook, from a person's edit.
 *
 * <p>amoCRM gives the time of our write in the answer and the time of the change in the webhook. An event of the very
 * second of our newest write that holds just our values is its echo; so is one of the second of an older write, whose
 * values may be overwritten by now. Anything else is somebody's edit.
 */
final class Echo {
    private Echo() {}

    /**
     * @param lastModified amoCRM's time of the event, Unix seconds; 0 when it does not say
     * @param values the event's custom fields by id
     */
    static boolean of(long lastModified, Map<String, String> values, WrittenLead written) {
        if (lastModified == 0 || !written.writes().contains(lastModified)) {
            return false;
        }
        var ofNewest = written.writes().getFirst() == lastModified;
        return !ofNewest
                || written.prints().entrySet().stream()
                        .allMatch(ours -> Fingerprint.couldBe(values.getOrDefault(ours.getKey(), ""))
                                .contains(ours.getValue()));
    }
}
