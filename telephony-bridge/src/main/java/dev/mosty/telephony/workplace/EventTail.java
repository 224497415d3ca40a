package dev.mosty.telephony.workplace;

import dev.mosty.delivery.Sessions;
import dev.mosty.settings.DatabaseFault;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Follows {@code workplace_event} for all streams of this process, on one connection of its own: a NOTIFY wakes it, and a
 * missed one costs a second. While the database is away it tries again every second; what was written meanwhile is read
 * then, but opens no window any more.
 */
final class EventTail implements AutoCloseable {
    static final String NOTIFICATION = "mosty_workplace";

    private static final Logger LOG = Logger.getLogger(EventTail.class);
    private static final int POLL_MS = 1_000;

    private final Sessions sessions;
    private final Clock clock;
    private final Consumer<List<ScreenEvent>> audience;
    private final Thread thread;
    private @Nullable Gaps gaps;
    private volatile @Nullable Connection open;
    private volatile boolean closed;

    EventTail(Sessions sessions, Clock clock, Consumer<List<ScreenEvent>> audience) {
        this.sessions = sessions;
        this.clock = clock;
        this.audience = audience;
        this.thread = Thread.ofVirtual().name("workplace-tail").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** The number that was read last. */
    long top() {
        Gaps known = gaps;
        return known == null ? 0 : known.top();
    }

    private void run() {
        boolean well = true;
        while (!closed) {
            try (Connection connection = sessions.open("mosty workplace");
                    Handle handle = Jdbi.open(connection)) {
                open = connection;
                well = true;
                follow(handle, connection.unwrap(PGConnection.class));
            } catch (SQLException | JdbiException e) {
                if (well && !closed) {
                    LOG.warnf("Screens are told nothing until the database is back: %s", why(e));
                }
                well = false;
                pause();
            }
        }
    }

    private static String why(Exception e) {
        return DatabaseFault.of(e);
    }

    private void follow(Handle handle, PGConnection notices) throws SQLException {
        handle.execute("listen " + NOTIFICATION);
        Gaps known = gaps;
        if (known == null || known.top() > EventTable.last(handle)) {
            known = new Gaps(EventTable.start(handle));
            gaps = known;
        }
        while (!closed) {
            List<ScreenEvent> news = EventTable.next(handle, known);
            known.read(news.stream().map(ScreenEvent::id).toList(), clock.instant());
            if (!news.isEmpty()) {
                audience.accept(news);
            } else {
                notices.getNotifications(POLL_MS);
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(POLL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        Connection connection = open;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debugf("The tail's connection was gone already: %s", e.getMessage());
            }
        }
    }
}
