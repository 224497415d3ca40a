package dev.mosty.telephony.workplace;

import dev.mosty.contacts.Card;
import java.util.List;

/**
 * The window of a call.
 *
 * @param known those who may have that number: none, one, or a choice
 * @param more whether others may have it too
 */
record Window(CallRow call, List<Known> known, boolean more) {

    /** @param last the employee's calls with them */
    record Known(Card card, List<CallRow> last) {
        /** Without the person. */
        @Override
        public String toString() {
            return "Known[" + card + "]";
        }
    }

    public boolean unknown() {
        return known.isEmpty();
    }

    public boolean choice() {
        return known.size() > 1;
    }
}
