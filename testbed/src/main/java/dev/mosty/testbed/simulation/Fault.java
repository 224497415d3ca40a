package dev.mosty.testbed.simulation;

import java.util.Optional;

/**
 * A fault that waits for its requests.
 *
 * @param times how many matching requests it spoils
 * @param method the method that it waits for, empty for any
 * @param path a prefix of the path that it waits for; {@code /} for any
 */
public record Fault(int times, Optional<String> method, String path, FaultEffect effect) {

    /** Checks that there is something to spoil. */
    public Fault {
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1");
        }
    }

    /** The next {@code times} requests, whatever they are. */
    public static Fault next(int times, FaultEffect effect) {
        return new Fault(times, Optional.empty(), "/", effect);
    }

    /** The same for requests of this method and path only. */
    public Fault on(String onlyMethod, String pathPrefix) {
        return new Fault(times, Optional.of(onlyMethod), pathPrefix, effect);
    }

    boolean matches(String requestMethod, String requestPath) {
        return method.map(requestMethod::equals).orElse(true) && requestPath.startsWith(path);
    }

    Optional<Fault> spent() {
        return times == 1 ? Optional.empty() : Optional.of(new Fault(times - 1, method, path, effect));
    }
}
