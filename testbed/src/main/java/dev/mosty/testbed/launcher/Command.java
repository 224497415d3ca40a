package dev.mosty.testbed.launcher;

import java.util.List;

/** What one word after {@code ./suite} does. */
@FunctionalInterface
public interface Command {

    /**
     * Runs to its end.
     *
     * @param arguments what followed the command's name, less the options of {@link Suite}
     * @return the exit code: 0 well, 1 something is wrong, 2 asked wrongly, 3 already running
     * @throws Complaint with a sentence for the person when it cannot go on
     */
    int run(Suite suite, List<String> arguments) throws Exception;
}
