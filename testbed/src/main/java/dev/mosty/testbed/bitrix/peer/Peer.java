package dev.mosty.testbed.bitrix.peer;

import java.io.IOException;
import java.util.List;

/** Somebody who sees to it that each contact is in the portal once, as 1C has it. */
public interface Peer {

    /** Brings them all, and says what came of it. */
    Counts bring(List<BenchContact> contacts) throws IOException, InterruptedException;

    /**
     * What came of it.
     *
     * @param requests HTTP calls as this peer counts them
     * @param failed contacts that were given up
     * @param firstError why the first of them was; empty without one
     */
    record Counts(
            String peer,
            int contacts,
            long requests,
            int added,
            int updated,
            int failed,
            String firstError,
            double seconds) {}
}
