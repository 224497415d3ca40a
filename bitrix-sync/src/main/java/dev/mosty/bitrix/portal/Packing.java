package dev.mosty.bitrix.portal;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Cuts commands into requests: each under half of the 60 s after which the portal ends it. */
final class Packing {
    static final double TARGET_SECONDS = 25;
    private static final int MOST_CHARACTERS = 1_000_000;

    private Packing() {}

    /**
     * Takes the commands of the next request.
     *
     * @param most commands in a batch
     * @param seconds that a command of that method takes
     * @return in order; one command that goes {@link Command#alone} is no batch
     */
    static List<Command> next(Deque<Command> rest, int most, ToDoubleFunction<String> seconds) {
        var request = new ArrayList<Command>();
        double time = 0;
        long characters = 0;
        while (!rest.isEmpty() && request.size() < most) {
            var command = rest.getFirst();
            if (command.alone()) {
                if (request.isEmpty()) {
                    request.add(rest.removeFirst());
                }
                return request;
            }
            time += seconds.applyAsDouble(command.method());
            characters += command.line().length();
            if (!request.isEmpty() && (time > TARGET_SECONDS || characters > MOST_CHARACTERS)) {
                return request;
            }
            request.add(rest.removeFirst());
        }
        return request;
    }
}
