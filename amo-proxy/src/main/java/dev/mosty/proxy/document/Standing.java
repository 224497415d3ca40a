package dev.mosty.proxy.document;

import dev.mosty.proxy.Answer;

/** How an intent stands in the table {@code document_intent}, for whoever asks for it now. */
sealed interface Standing {
    /** It is ours to carry out; nobody else does. */
    record Ours(int attempt) implements Standing {}

    /** Somebody carries it out. */
    record Pending() implements Standing {}

    /** Somebody did, and this is what came of it. */
    record Answered(Answer answer) implements Standing {}

    /** Somebody began and is gone: what came of it will never be known here. */
    record Lost() implements Standing {}
}
