package dev.mosty.telephony.call;

import dev.mosty.delivery.Item;
import java.util.List;

/** Makes of what a call did what is to be delivered, if there is a 1C to deliver it to. */
public interface Onwards {

    /**
     * @param onward in the order in which it must arrive
     * @return in the same order; of one channel and one key, the call's
     */
    List<Item> items(
            String callid, Direction direction, String phone, String line, List<Onward> onward, String requestId);
}
