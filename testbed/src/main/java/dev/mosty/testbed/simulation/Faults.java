package dev.mosty.testbed.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;

/**
 * The faults to come, in order. A request meets the first that matches it; requests that are refused
 * before (by a limit, by a wrong password) meet none, so a fault is never spent unseen.
 */
public final class Faults {
    private final List<Fault> waiting = new ArrayList<>();

    /** Adds a fault behind those that already wait. */
    public synchronized void add(Fault fault) {
        waiting.add(fault);
    }

    /** Spoils the next {@code times} requests, whatever they are. */
    public void next(int times, FaultEffect effect) {
        add(Fault.next(times, effect));
    }

    /** What is still to come. */
    public synchronized List<Fault> waiting() {
        return List.copyOf(waiting);
    }

    /** Forgets what is still to come. */
    public synchronized void clear() {
        waiting.clear();
    }

    /** What happens to this request; spends one of the fault's times. */
    public synchronized Optional<FaultEffect> meet(String method, String path) {
        ListIterator<Fault> each = waiting.listIterator();
        while (each.hasNext()) {
            Fault fault = each.next();
            if (fault.matches(method, path)) {
                fault.spent().ifPresentOrElse(each::set, each::remove);
                return Optional.of(fault.effect());
            }
        }
        return Optional.empty();
    }
}
