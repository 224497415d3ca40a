package dev.mosty.testbed.amocrm;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells subscribers of writes, with amoCRM's rules (facts/amocrm.md §2, Webhooks): an answer within
 * 2 s and below 300 is good; otherwise again after 5 and 15 minutes, and after a 499 or 5xx once more
 * after 15 minutes and an hour. {@link Knobs#webhookMinuteMillis} shortens the minutes. At most 10,000
 * wait at a time; what is beyond is dropped, as a webhook is no promise there either.
 */
public final class Webhooks {
    private static final int[] RETRY_MINUTES = {5, 15, 15, 60};
    private static final int RETRIES_OF_ANY_FAILURE = 2;
    private static final int NO_ANSWER = 499;
    private static final int BAD_ANSWERS_MINUTES = 120;
    private static final int MAX_PENDING = 10_000;
    private static final int MAX_LOG = 1_000;

    private final Vertx vertx;
    private final HttpClient client;
    private final Account account;
    private final WebhookForm form;
    private final ArrayDeque<Delivery> log = new ArrayDeque<>();
    private final AtomicInteger pending = new AtomicInteger();

    Webhooks(Vertx vertx, Account account) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(16));
        this.account = account;
        this.form = new WebhookForm(account.options(), account.fields());
    }

    /**
     * One attempt.
     *
     * @param event e.g. {@code update}
     * @param attempt from 1
     * @param status of the answer; 499 if there was none in time
     */
    public record Delivery(Instant at, String destination, String event, long leadId, int attempt, int status) {}

    private record Message(String destination, String event, long leadId, String body) {}

    /** The latest 1,000 attempts, oldest first. */
    public synchronized List<Delivery> deliveries() {
        return List.copyOf(log);
    }

    void tell(LeadWrite write) {
        for (Subscription subscription : account.subscriptions().all()) {
            for (String event : WebhookForm.events(write)) {
                if (subscription.wants(event) && pending.get() < MAX_PENDING) {
                    pending.incrementAndGet();
                    String body = form.of(event, write);
                    attempt(
                            new Message(
                                    subscription.destination(),
                                    event,
                                    write.after().id(),
                                    body),
                            1);
                }
            }
        }
    }

    private void attempt(Message message, int attempt) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(message.destination())
                .setFollowRedirects(false)
                .setTimeout(account.knobs().webhookTimeoutMillis)
                .putHeader("Content-Type", "application/x-www-form-urlencoded")
                .putHeader("User-Agent", "amoCRM-Webhooks/3.0");
        client.request(request)
                .compose(outgoing -> outgoing.send(Buffer.buffer(message.body())))
                .onComplete(
                        answer -> settle(message, attempt, answer.statusCode()),
                        failure -> settle(message, attempt, NO_ANSWER));
    }

    private void settle(Message message, int attempt, int status) {
        record(new Delivery(
                account.options().clock().instant(),
                message.destination(),
                message.event(),
                message.leadId(),
                attempt,
                status));
        OptionalLong delay = status < 300 ? OptionalLong.empty() : retryAfter(message.destination(), attempt, status);
        if (delay.isPresent()) {
            vertx.setTimer(delay.getAsLong(), timer -> attempt(message, attempt + 1));
        } else {
            pending.decrementAndGet();
        }
    }

    private synchronized void record(Delivery delivery) {
        log.addLast(delivery);
        if (log.size() > MAX_LOG) {
            log.removeFirst();
        }
    }

    /** After a bad answer: milliseconds until the next attempt; empty if there is to be none. */
    private OptionalLong retryAfter(String destination, int attempt, int status) {
        long minute = Math.max(1, account.knobs().webhookMinuteMillis);
        account.subscriptions().answeredBadly(destination, Duration.ofMillis(BAD_ANSWERS_MINUTES * minute));
        boolean worthIt = attempt <= RETRIES_OF_ANY_FAILURE || status >= NO_ANSWER;
        return attempt <= RETRY_MINUTES.length
                        && worthIt
                        && account.subscriptions().isActive(destination)
                ? OptionalLong.of(RETRY_MINUTES[attempt - 1] * minute)
                : OptionalLong.empty();
    }
}
