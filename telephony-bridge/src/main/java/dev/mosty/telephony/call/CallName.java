package dev.mosty.telephony.call;

/** What a sender calls a call by. */
public sealed interface CallName {

    /** The PBX's {@code call_id}, which it uses again: all examples of «Простые звонки» have the same. */
    record OfPbx(String callId) implements CallName {}

    /** A {@code callid} that belongs to one call for ever. */
    record OfSender(String callid) implements CallName {}
}
