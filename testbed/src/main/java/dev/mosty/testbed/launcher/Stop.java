package dev.mosty.testbed.launcher;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks a running {@code up} to end, as Ctrl-C in its terminal would; or ends what a killed one left behind. */
record Stop() implements Command {

    /** Each child has its grace, one after another. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Override
    public int run(Suite suite, List<String> arguments) throws Exception {
        Optional<Identity> up = Running.in(suite.data()).map(Running::launcher);
        if (up.isEmpty()) {
            System.out.println(suite.text("not-running"));
            stopLeftovers(suite);
            return 0;
        }
        System.out.println(suite.text("stopping"));
        up.get().terminate();
        if (!up.get().ends(LIMIT)) {
            throw new Complaint(1, suite.text("stop.late", up.get().pid()));
        }
        System.out.println(suite.text("stopped", suite.data()));
        return 0;
    }

    /** Under the lock: a start that has only begun has nothing to be stopped. */
    private static void stopLeftovers(Suite suite) throws Exception {
        Optional<SuiteLock> lock = SuiteLock.take(suite);
        if (lock.isPresent()) {
            Leftovers.stop(suite, System.out::println);
            lock.get().close();
        }
    }
}
