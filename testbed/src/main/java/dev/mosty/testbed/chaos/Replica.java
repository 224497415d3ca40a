package dev.mosty.testbed.chaos;

import dev.mosty.testbed.launcher.Node;
import java.util.Optional;

/** One of several that do the same: the process that serves there now, which may be another one soon. */
final class Replica {

    private volatile Life life;

    Replica(Node node) {
        this.life = new Life(node);
    }

    /** A process from its start to its end, which tells what may have been lost with it. */
    static final class Life {
        private final Node node;
        private volatile boolean killed;

        private Life(Node node) {
            this.node = node;
        }

        /** It had no chance to put anything away. */
        boolean killed() {
            return killed;
        }

        String url() {
            return node.url();
        }
    }

    Life life() {
        return life;
    }

    /** Empty if another process has taken over since: then nobody knows which of the two answered. */
    Optional<Life> still(Life before) {
        return life == before ? Optional.of(before) : Optional.empty();
    }

    Node node() {
        return life.node;
    }

    void kill() throws InterruptedException {
        life.killed = true;
        life.node.kill();
    }

    /** SIGTERM: whatever it owes must be paid before it goes. */
    void stop() throws InterruptedException {
        life.node.stop();
    }

    void reborn(Node node) {
        life = new Life(node);
    }
}
