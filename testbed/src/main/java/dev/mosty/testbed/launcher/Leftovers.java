package dev.mosty.testbed.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a launcher killed with -9 left running: PostgreSQL, which detaches itself and so hears nothing of that end, and
 * on a machine without {@code setpriv} the services too.
 */
final class Leftovers {

    private Leftovers() {}

    /** Services first, so that the database is quiet when its turn comes. */
    static void stop(Suite suite, Consumer<String> say) throws IOException, InterruptedException {
        List<String> stopped = new ArrayList<>(PidFile.stopLeftovers(suite.data()));
        if (LocalPostgres.stopLeftover(suite.data())) {
            stopped.add("postgres");
        }
        if (!stopped.isEmpty()) {
            say.accept(suite.text("leftovers", String.join(", ", stopped)));
        }
    }
}
