package dev.mosty.delivery;

import dev.mosty.delivery.Courier.LeaseLost;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * The right to speak on a channel: its PostgreSQL advisory lock, held on a raw connection of its own.
 *
 * <p>A frozen holder keeps its lock, so PostgreSQL itself ends the session ({@code idle_session_timeout}) when it was
 * not touched. A touch every {@link #TOUCH_EVERY} lets requests start for {@link #STARTS_AFTER_TOUCH}; the timeout
 * exceeds that plus the channel's whole request deadline, so that nothing is under way when the next holder begins.
 * What remains: a process frozen exactly between looking at its lease and sending, which no remote can fence since it
 * takes no token from us; state writes are idempotent.
 */
final class Lease implements AutoCloseable {
    static final Duration TOUCH_EVERY = Duration.ofSeconds(2);
    static final Duration STARTS_AFTER_TOUCH = Duration.ofSeconds(4);
    static final Duration SPARE = Duration.ofSeconds(4);
    /** First half of the advisory lock's key: "most" in ASCII. The second is the hash of the channel's name. */
    static final int LOCK_CLASS = 0x6d6f7374;

    private static final Logger LOG = Logger.getLogger(Lease.class);

    private final String channel;
    private final Connection session;
    private final long epoch;
    private final Duration quiet;
    private final Listener listener;
    private volatile long startsUntil;
    private volatile boolean lost;

    private Lease(String channel, Connection session, long epoch, Duration quiet, long touchedAt, Listener listener) {
        this.channel = channel;
        this.session = session;
        this.epoch = epoch;
        this.quiet = quiet;
        this.listener = listener;
        this.startsUntil = touchedAt + STARTS_AFTER_TOUCH.toNanos();
    }

    /** Who is told of notices that arrive on the lease's session. */
    interface Listener {
        /** There may be work. */
        void wake();

        /** Somebody asks for the channel's upkeep. */
        void wantUpkeep();
    }

    /** The time after which PostgreSQL ends a session that was not touched. */
    static Duration idleTimeout(Duration requestDeadline) {
        return STARTS_AFTER_TOUCH.plus(requestDeadline).plus(SPARE);
    }

    /** The lease, or empty while somebody else holds it. Never waits for the lock: that would pin the vacuum horizon. */
    static Optional<Lease> tryTake(
            Sessions sessions, String channel, Duration requestDeadline, String holder, Listener listener)
            throws SQLException {
        var session = sessions.open("mosty " + channel);
        try {
            var touchedAt = System.nanoTime();
            var timeout = idleTimeout(requestDeadline);
            var held = Sql.call(
                    session, "set idle_session_timeout = '" + timeout.toMillis() + "ms'", "show idle_session_timeout");
            if (Sql.milliseconds(held) < timeout.toMillis()) {
                throw new SQLException("idle_session_timeout is " + held + ", needed: " + timeout.toMillis() + " ms");
            }
            if (!Sql.yes(session, "select pg_try_advisory_lock(?, hashtext(?))", LOCK_CLASS, channel)) {
                session.close();
                return Optional.empty();
            }
            var before = Sql.text(session, "select coalesce(max(holder), '') from channel where name = ?", channel);
            var epoch = Sql.number(session, """
                    insert into channel (name, epoch, holder, held_since) values (?, 1, ?, now())
                    on conflict (name) do update set epoch = channel.epoch + 1, holder = excluded.holder, held_since = now()
                    returning epoch
                    """, channel, holder);
            Sql.call(session, "listen " + Wakeup.NOTIFICATION, "select 1");
            var quiet = quiet(before, holder, requestDeadline);
            if (!quiet.isZero()) {
                LOG.infof("Channel %s: %s did not give it up; it may rest %d s", channel, before, quiet.toSeconds());
            }
            return Optional.of(new Lease(channel, session, epoch, quiet, touchedAt, listener));
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    /**
     * How long the first request must wait. A holder that lost its session while its process lives (a restarted
     * database) may still have requests under way, which must not arrive after newer ones of ours. One that gave the
     * channel up has none, and of one's own one knows.
     */
    private static Duration quiet(String before, String holder, Duration requestDeadline) {
        return before.isEmpty() || before.equals(holder) ? Duration.ZERO : STARTS_AFTER_TOUCH.plus(requestDeadline);
    }

    Duration quiet() {
        return quiet;
    }

    long epoch() {
        return epoch;
    }

    boolean held() {
        return !lost;
    }

    /** @throws LeaseLost when no request may start now */
    void mayStart() throws LeaseLost {
        if (lost || System.nanoTime() - startsUntil > 0) {
            throw new LeaseLost("the lease of channel " + channel + " is not fresh");
        }
    }

    /** Keeps the lease fresh and passes wake-ups on until the session ends or {@link #close} is called. */
    void keep() {
        try {
            var notices = session.unwrap(PGConnection.class);
            while (!lost) {
                var touchAt = System.nanoTime();
                if (!Sql.yes(session, "select epoch = ? from channel where name = ?", epoch, channel)) {
                    throw new SQLException("another holder has taken over");
                }
                startsUntil = touchAt + STARTS_AFTER_TOUCH.toNanos();
                listen(notices, touchAt + TOUCH_EVERY.toNanos());
            }
        } catch (SQLException e) {
            if (!lost) {
                LOG.warnf("Channel %s: lease lost, somebody will take it again: %s", channel, e.getMessage());
            }
        } finally {
            lost = true;
            listener.wake();
        }
    }

    private void listen(PGConnection notices, long until) throws SQLException {
        for (long left = until - System.nanoTime(); left > 0 && !lost; left = until - System.nanoTime()) {
            var arrived = notices.getNotifications(Math.max(1, (int) (left / 1_000_000)));
            if (arrived != null && arrived.length > 0) {
                for (var notice : arrived) {
                    if (notice.getParameter().equals(channel)) {
                        listener.wake();
                    } else if (notice.getParameter().equals(Wakeup.upkeepOf(channel))) {
                        listener.wantUpkeep();
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        lost = true;
        try {
            session.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debugf("Channel %s: session was gone already: %s", channel, e.getMessage());
        }
    }
}
