package dev.mosty.web;

import dev.mosty.settings.Misconfigured;
import io.quarkus.runtime.Quarkus;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts a service, and says in one sentence on standard error what is wrong with its configuration, with exit code 78
 * (EX_CONFIG) and no stack trace. A service's main class is
 *
 * <pre>{@code
 * @QuarkusMain
 * public final class AmoGate {
 *     public static void main(String[] args) {
 *         Launch.run(args);
 *     }
 * }
 * }</pre>
 *
 * Every {@code @ConfigMapping} of the service is checked by Quarkus at start; what a converter cannot know is thrown as
 * {@link Misconfigured} from a bean's constructor or a start-up observer and ends the same way.
 */
public final class Launch {
    private static final Logger LOG = Logger.getLogger(Launch.class);

    private Launch() {}

    /** Does not return before the service has stopped. */
    public static void run(String... args) {
        List<String> faults = StartCheck.faults(Launch::variable);
        if (!faults.isEmpty()) {
            stop(new StartFault(faults, StartFault.WRONG_CONFIGURATION));
        }
        DatabaseAtStart.await(
                        variable("DB_URL").orElseThrow(),
                        variable("DB_USER").orElse("mosty"),
                        variable("DB_PASSWORD").orElse(""))
                .ifPresent(Launch::stop);
        System.setProperty("vertx.disableURIValidation", "true"); // EveryRequest does it, and answers in JSON.
        Quarkus.run(null, Launch::exit, args);
    }

    private static void exit(Integer code, @Nullable Throwable failure) {
        if (failure == null) {
            System.exit(code);
        } else {
            StartFault.of(failure).ifPresent(Launch::stop);
            LOG.error("The service failed to start", failure);
            System.exit(code == 0 ? 1 : code);
        }
    }

    private static void stop(StartFault fault) {
        fault.sentences().forEach(System.err::println);
        System.err.flush();
        System.exit(fault.exitCode());
    }

    /** As the configuration will find it: system property, environment, file. */
    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(System.getenv(name)))
                .or(() -> Optional.ofNullable(new SecretFiles().getValue(name)));
    }
}
