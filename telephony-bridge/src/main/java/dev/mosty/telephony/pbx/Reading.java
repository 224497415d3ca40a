package dev.mosty.telephony.pbx;

import dev.mosty.telephony.call.CallEvent;

/** What the PBX wants. */
sealed interface Reading {

    /** It tells of a call. */
    record Told(CallEvent event) implements Reading {}

    /** It asks which employee a client's call should go to. */
    record Transfer(String phone) implements Reading {
        /** Without the client. */
        @Override
        public String toString() {
            return "Transfer[]";
        }
    }
}
