package dev.mosty.proxy.onec;

import dev.mosty.web.Call;
import dev.mosty.web.Outbound;
import dev.mosty.web.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call on a thread of its own, so that whoever sent it can stop waiting before the call itself ends. */
final class Errand {
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private final Thread thread;

    Errand(Outbound outbound, Call call) {
        thread = Thread.ofVirtual().name("1C").start(() -> {
            try {
                reply.complete(outbound.send(call));
            } catch (RuntimeException | Error e) {
                reply.completeExceptionally(e);
            }
        });
    }

    /** Empty if it takes longer than that; it goes on then. */
    Optional<Reply> await(Duration time) throws InterruptedException {
        try {
            return Optional.of(reply.get(time.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** To its very end. */
    Reply await() throws InterruptedException {
        try {
            return reply.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Breaks it off. */
    void giveUp() {
        thread.interrupt();
    }
}
