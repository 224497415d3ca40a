package dev.mosty.delivery;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A transaction that waits out a restart of the database and repeats itself after a lost deadlock. */
public final class PatientTransaction {
    private static final Duration PAUSE_WHILE_AWAY = Duration.ofMillis(100);

    private PatientTransaction() {}

    /**
     * Blocks until the work is committed.
     *
     * @param patience how long the database may be away
     * @throws NotStored when it was away for longer
     */
    public static <T> T run(Jdbi jdbi, Duration patience, Function<Handle, T> work) throws InterruptedException {
        return patiently(patience, () -> jdbi.inTransaction(work::apply));
    }

    /**
     * The same for work that takes its connections itself: a transaction around it would hold a second one.
     *
     * @param work is whole or had no effect
     */
    public static <T> T patiently(Duration patience, Supplier<T> work) throws InterruptedException {
        var giveUpAt = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return work.get();
            } catch (RuntimeException failure) {
                switch (DatabaseTrouble.of(failure)) {
                    case REFUSED -> throw failure;
                    case CONFLICT -> {}
                    case AWAY -> {
                        if (System.nanoTime() - giveUpAt > 0) {
                            throw new NotStored("the database cannot be reached");
                        }
                        Thread.sleep(PAUSE_WHILE_AWAY);
                    }
                }
            }
        }
    }
}
