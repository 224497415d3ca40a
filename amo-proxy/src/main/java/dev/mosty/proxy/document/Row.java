package dev.mosty.proxy.document;

import dev.mosty.journal.Entry;
import dev.mosty.proxy.Answer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * A request's row of the log, which is written once: by the outcome's own commit while somebody waits for it, or by
 * whoever gives up waiting.
 */
final class Row {
    private final Function<Answer, Entry> entry;
    private final AtomicBoolean taken = new AtomicBoolean();

    Row(Function<Answer, Entry> entry) {
        this.entry = entry;
    }

    /** True once: whoever gets it writes the row. */
    boolean take() {
        return taken.compareAndSet(false, true);
    }

    Entry of(Answer answer) {
        return entry.apply(answer);
    }
}
