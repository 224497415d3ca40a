package dev.mosty.admin.erasure;

import java.util.List;

/**
 * What there is of a person, in rows.
 *
 * @param live deliveries on their way, which stay: erasing them would lose what was promised
 * @param dead letters
 * @param done finished deliveries whose payload is still there
 * @param journal lines of the request log
 * @param states what amoCRM's leads were told
 * @param payments sums of documents, which stay: they name nobody
 * @param contacts of the address book that have the phone
 * @param calls of the phone that are over
 * @param leads other leads in the same deliveries, worth a search of their own
 */
record Found(
        long live,
        long dead,
        long done,
        long journal,
        long states,
        long payments,
        long contacts,
        long calls,
        List<String> leads) {
    public boolean anything() {
        return dead + done + journal + states + contacts + calls > 0;
    }

    /** For the audit. */
    String counts() {
        return "dead %d, done %d, request_log %d, lead_state %d, contact %d, call %d"
                .formatted(dead, done, journal, states, contacts, calls);
    }
}
