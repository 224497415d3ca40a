package dev.mosty.telephony.workplace;

import dev.mosty.access.SignedIn;
import dev.mosty.access.UserSessions;
import dev.mosty.settings.DatabaseFault;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;

/** The open streams of this process: who hears what, how many there may be, and when they end. */
@Singleton
final class Streams {
    private static final Logger LOG = Logger.getLogger(Streams.class);

    /** Of one person: a browser needs one, or one a tab where there are no shared workers. */
    static final int OF_ONE = 10;

    private static final int OF_ALL = 5_000;

    private final UserSessions sessions;
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, Set<EventStream>> byExtension = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    Streams(UserSessions sessions, MeterRegistry registry) {
        this.sessions = sessions;
        registry.gauge("workplace.streams", open, Set::size);
        // Quarkus waits for running requests before it tells anybody that it stops, and a stream runs for ever.
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "workplace-stop"));
    }

    /** Whether there was room. */
    enum Admission {
        IN,
        TOO_MANY_OF_ONE,
        TOO_MANY,
        STOPPING
    }

    synchronized Admission admit(EventStream stream) {
        if (stopping) {
            return Admission.STOPPING;
        }
        if (open.size() >= OF_ALL) {
            return Admission.TOO_MANY;
        }
        String owner = stream.desk().owner();
        if (open.stream().filter(other -> other.desk().owner().equals(owner)).count() >= OF_ONE) {
            return Admission.TOO_MANY_OF_ONE;
        }
        open.add(stream);
        stream.desk()
                .extensions()
                .forEach(ext -> byExtension
                        .computeIfAbsent(ext, none -> ConcurrentHashMap.newKeySet())
                        .add(stream));
        return Admission.IN;
    }

    synchronized void gone(EventStream stream) {
        open.remove(stream);
        stream.desk()
                .extensions()
                .forEach(ext -> byExtension.computeIfPresent(ext, (key, streams) -> {
                    streams.remove(stream);
                    return streams.isEmpty() ? null : streams;
                }));
    }

    void tell(List<ScreenEvent> news) {
        for (ScreenEvent event : news) {
            byExtension.getOrDefault(event.ext(), Set.of()).forEach(stream -> stream.tell(event));
        }
    }

    @Scheduled(every = "15s")
    void ping() {
        open.forEach(EventStream::ping);
    }

    /**
     * Ends streams of sessions that are over, and of people who have other extensions now. Forgets those whose connection
     * is gone, should its end have been told before anybody listened for it.
     */
    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        open.stream().filter(EventStream::over).forEach(this::gone);
        Set<String> shown = open.stream()
                .flatMap(stream -> stream.desk().session().stream())
                .collect(Collectors.toSet());
        if (shown.isEmpty()) {
            return;
        }
        try {
            Map<String, SignedIn> held = sessions.held(shown);
            open.stream().filter(stream -> !stands(stream.desk(), held)).forEach(EventStream::end);
        } catch (JdbiException e) {
            LOG.debugf("Sessions of the workplace are asked after again later: %s", DatabaseFault.of(e));
        }
    }

    private static boolean stands(Desk desk, Map<String, SignedIn> held) {
        return desk.session()
                .map(session -> Optional.ofNullable(held.get(session))
                        .filter(who -> who.extensions().equals(desk.extensions()))
                        .isPresent())
                .orElse(true);
    }

    private void stop() {
        stopping = true;
        open.forEach(EventStream::end);
    }
}
