package dev.mosty.web;

import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way, from the connection to the last byte of the reply. The event loop drives it and keeps the
 * time, the caller's thread waits; whoever ends it first, ends it. Until a connection is there nothing can have been
 * sent.
 */
final class Exchange {
    private final Vertx vertx;
    private final Call call;
    private final long end;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private final Buffer body = Buffer.buffer();
    private @Nullable HttpClientRequest request;

    /** @param end {@link System#nanoTime} of its deadline */
    Exchange(Vertx vertx, Call call, long end) {
        this.vertx = vertx;
        this.call = call;
        this.end = end;
    }

    /** On the event loop, whose timers cost little; each timed wait of a virtual thread wakes a scheduler's thread. */
    void start(HttpClient client, RequestOptions options) {
        long connect = call.connectWithin().toMillis();
        if (connect < millisLeft()) {
            ring(connect, this::connectingIsOver);
        } else {
            ring(millisLeft(), this::timeIsOver);
        }
        client.request(options).onComplete(this::connected);
    }

    private void ring(long millis, Runnable what) {
        long timer = vertx.setTimer(Math.max(1, millis), over -> what.run());
        var ignored = reply.whenComplete((any, failure) -> vertx.cancelTimer(timer));
    }

    private void connectingIsOver() {
        if (current() == null) {
            giveUp("not connected within " + call.connectWithin().toMillis() + " ms");
        } else {
            ring(millisLeft(), this::timeIsOver);
        }
    }

    private void timeIsOver() {
        giveUp("no whole answer within " + call.deadline().toMillis() + " ms");
    }

    /** Rounded up: a timer must not ring before the deadline. */
    private long millisLeft() {
        return Duration.ofNanos(end - System.nanoTime()).plusNanos(999_999).toMillis();
    }

    Reply await() {
        try {
            return reply.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return giveUp("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void connected(AsyncResult<HttpClientRequest> connection) {
        if (connection.failed()) {
            reply.complete(new Reply.NotSent(why(connection.cause())));
            return;
        }
        HttpClientRequest mine = connection.result();
        mine.exceptionHandler(failure -> end(new Reply.Unknown(why(failure))));
        synchronized (this) {
            if (reply.isDone()) {
                mine.reset();
                return;
            }
            request = mine;
        }
        mine.response().onComplete(response -> {
            if (response.failed()) {
                end(new Reply.Unknown(why(response.cause())));
            } else {
                answered(response.result());
            }
        });
        if (call.body().length == 0 && !mine.getMethod().name().startsWith("P")) {
            mine.end();
        } else {
            mine.end(Buffer.buffer(call.body()));
        }
    }

    private void answered(HttpClientResponse response) {
        response.exceptionHandler(failure -> end(new Reply.Unknown(why(failure))));
        String announced = response.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced != null && tooLong(announced)) {
            end(new Reply.TooLarge(response.statusCode()));
            return;
        }
        response.handler(chunk -> {
            if (body.length() + chunk.length() > call.maxReplyBytes()) {
                end(new Reply.TooLarge(response.statusCode()));
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(done -> {
            var whole = new Reply.Answered(response.statusCode(), response.headers(), body.getBytes());
            // One turn of the loop later the connection is back in the pool, so that the caller's next call finds it.
            vertx.runOnContext(turn -> reply.complete(whole));
        });
    }

    private boolean tooLong(String announced) {
        try {
            return !call.method().equals("HEAD") && Long.parseLong(announced) > call.maxReplyBytes();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private synchronized Reply giveUp(String why) {
        Reply mine = request == null ? new Reply.NotSent("no connection: " + why) : new Reply.Unknown(why);
        return end(mine);
    }

    /** The reply that counts, which may be an earlier one; the connection of a broken exchange is not used again. */
    private Reply end(Reply broken) {
        if (reply.complete(broken)) {
            HttpClientRequest open = current();
            if (open != null) {
                open.reset();
            }
        }
        return reply.join();
    }

    private synchronized @Nullable HttpClientRequest current() {
        return request;
    }

    private static String why(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
