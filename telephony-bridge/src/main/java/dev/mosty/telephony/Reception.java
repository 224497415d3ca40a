package dev.mosty.telephony;

import dev.mosty.delivery.NotStored;
import dev.mosty.journal.Entry;
import dev.mosty.journal.JournalQueue;
import dev.mosty.settings.DatabaseFault;
import dev.mosty.telephony.call.Malformed;
import dev.mosty.web.ErrorReply;
import dev.mosty.web.RequestId;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * What all ways in have in common: work on a virtual thread, an answer in JSON whatever happens, and a row of the
 * request log. Failures are answered here, since elsewhere they are logged with their path, which may be a secret.
 */
@Singleton
public final class Reception {
    private static final Logger LOG = Logger.getLogger(Reception.class);

    /** What was asked is done by then: its row is only for people, and not worth a longer wait. */
    private static final Duration LOG_PATIENCE = Duration.ofMillis(200);

    private final JournalQueue journal;

    Reception(JournalQueue journal) {
        this.journal = journal;
    }

    /** What a route does. */
    public interface Work {
        /** @throws Malformed which is answered 400 */
        Answer answer() throws InterruptedException;
    }

    /**
     * Answers from a virtual thread; whoever had no right to ask (401, 429) gets no row of the log.
     *
     * @param url what the log is to show
     * @param body what the log is to show of it, masked
     */
    public void receive(RoutingContext context, String url, String body, Work work) {
        long began = System.nanoTime();
        Thread.ofVirtual().name("reception").start(() -> {
            RequestId.onThisThread(context);
            Answer answer = answer(context, work);
            send(context, answer);
            if (answer.status() != 401 && answer.status() != 429) {
                log(context, url, body, answer, began);
            }
        });
    }

    /** The address that a request comes from. */
    public static String peer(RoutingContext context) {
        return context.request().remoteAddress().hostAddress();
    }

    /** For a method that the path does not take. */
    public static void wrongMethod(RoutingContext context, String right) {
        context.response().putHeader("Allow", right);
        ErrorReply.send(context, 405);
    }

    private static Answer answer(RoutingContext context, Work work) {
        try {
            return work.answer();
        } catch (Malformed e) {
            return Answer.error(400, e.sentence());
        } catch (NotStored e) {
            return Answer.unavailable();
        } catch (JdbiException e) {
            LOG.warnf("A request was not answered for lack of the database: %s", DatabaseFault.of(e));
            return Answer.unavailable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.unavailable();
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "A request failed");
            return Answer.error(500, "failed; the log says why under request " + RequestId.of(context));
        }
    }

    private static void send(RoutingContext context, Answer answer) {
        if (!answer.after().isZero()) {
            context.response()
                    .putHeader("Retry-After", Long.toString(answer.after().toSeconds()));
        }
        context.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", "application/json")
                .end(answer.json());
    }

    private void log(RoutingContext context, String url, String body, Answer answer, long began) {
        var request = context.request();
        var entry = new Entry(
                "telephony-bridge",
                RequestId.of(context),
                peer(context),
                text(request.getHeader("User-Agent")),
                request.method().name(),
                url,
                answer.status(),
                answer.status() < 400,
                body,
                answer.json(),
                (int) ((System.nanoTime() - began) / 1_000_000));
        try {
            if (!journal.add(entry, LOG_PATIENCE)) {
                LOG.debug("A row of the request log was not written: too many wait");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(@Nullable String header) {
        return header == null ? "" : header;
    }
}
