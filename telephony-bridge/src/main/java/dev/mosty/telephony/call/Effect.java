package dev.mosty.telephony.call;

import java.util.List;

/** What an event made of a call, and what 1C is to be told in that order. */
record Effect(PhoneCall after, List<Onward> onward) {
    static Effect none(PhoneCall call) {
        return new Effect(call, List.of());
    }
}
