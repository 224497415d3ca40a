package dev.mosty.delivery;

import dev.mosty.delivery.Courier.LeaseLost;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Takes one channel's work to the other side whenever this process holds the channel, and waits for its turn to hold it
 * otherwise. At most one drainer in the whole installation works on a channel, so order and the remote's limit need no
 * protocol between replicas.
 */
final class Drainer<R> implements Lease.Listener, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Drainer.class);

    private final Jdbi jdbi;
    private final Sessions sessions;
    private final Channel<R> channel;
    private final DeliveryMetrics metrics;
    private final String holder;
    private final Duration poll;
    private final Signal wake = new Signal();
    private final RefusalStreak streak = new RefusalStreak();
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Shift<R> shift;
    private volatile @Nullable Lease present;

    Drainer(Jdbi jdbi, Sessions sessions, Channel<R> channel, DeliveryMetrics metrics, String holder, Duration poll) {
        this.jdbi = jdbi;
        this.sessions = sessions;
        this.channel = channel;
        this.metrics = metrics;
        this.holder = holder;
        this.poll = poll;
        this.thread = Thread.ofVirtual().name("drain-" + channel.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    String channelName() {
        return channel.name();
    }

    boolean holds() {
        return shift != null;
    }

    @Override
    public void wake() {
        wake.raise();
    }

    @Override
    public void wantUpkeep() {
        var held = shift;
        if (held != null) {
            held.wantUpkeep();
        }
    }

    private void run() {
        var told = false;
        while (!closed) {
            try {
                var lease =
                        Lease.tryTake(sessions, channel.name(), channel.terms().requestDeadline(), holder, this);
                if (lease.isPresent()) {
                    told = false;
                    hold(lease.get());
                }
            } catch (SQLException | RuntimeException | Error e) {
                if (!(e instanceof SQLException) && DatabaseTrouble.of(e) == DatabaseTrouble.REFUSED) {
                    LOG.errorf(e, "Channel %s: a defect in the drainer; it starts anew", channel.name());
                } else if (!told) {
                    LOG.warnf("Channel %s: waiting for the database: %s", channel.name(), e.getMessage());
                    told = true;
                }
            } catch (InterruptedException e) {
                return;
            }
            pauseBeforeNextTry();
        }
    }

    private void hold(Lease lease) throws InterruptedException {
        LOG.infof("Channel %s: held, epoch %d", channel.name(), lease.epoch());
        var keeper = Thread.ofVirtual().name("lease-" + channel.name()).start(lease::keep);
        var held = new Shift<>(jdbi, channel, lease, wake, streak, metrics, poll);
        try {
            present = lease;
            shift = held;
            if (closed) {
                // Whoever closed saw no shift to stop.
                held.stop();
            }
            Installation.check(jdbi);
            held.work();
        } catch (LeaseLost e) {
            LOG.infof("Channel %s: given up: %s", channel.name(), e.getMessage());
        } finally {
            shift = null;
            // The lock goes last: the next holder must not begin while a request of ours is under way.
            held.end();
            giveUp(lease);
            lease.close();
            present = null;
            keeper.join();
        }
    }

    /** Not said, because the database is away, it only makes the next holder wait. */
    private void giveUp(Lease lease) {
        try {
            jdbi.useHandle(handle -> new Ledger(channel.name()).giveUp(handle, lease.epoch()));
        } catch (RuntimeException e) {
            LOG.debugf("Channel %s: given up without a word: %s", channel.name(), e.getMessage());
        }
    }

    private void pauseBeforeNextTry() {
        try {
            if (!closed) {
                Thread.sleep(ThreadLocalRandom.current().nextLong(500, 1500));
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Starts nothing more, lets what is under way end, then gives the channel up. */
    @Override
    public void close() {
        closed = true;
        var held = shift;
        if (held != null) {
            held.stop();
        }
        try {
            if (!thread.join(channel.terms().requestDeadline().plusSeconds(1))) {
                // The database is away or the channel broke its deadline: whoever comes next sends it again.
                var lease = present;
                if (lease != null) {
                    lease.close();
                }
                thread.interrupt();
                thread.join(Duration.ofSeconds(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
