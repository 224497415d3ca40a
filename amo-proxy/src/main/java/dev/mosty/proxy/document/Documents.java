package dev.mosty.proxy.document;

import dev.mosty.delivery.NotStored;
import dev.mosty.delivery.PatientTransaction;
import dev.mosty.journal.Journal;
import dev.mosty.proxy.Answer;
import dev.mosty.proxy.Answers;
import dev.mosty.proxy.Hours;
import dev.mosty.proxy.Joined;
import dev.mosty.proxy.Joined.Run;
import dev.mosty.proxy.Question;
import dev.mosty.proxy.Visit;
import dev.mosty.proxy.WidgetRequest;
import dev.mosty.proxy.onec.OneC;
import dev.mosty.proxy.onec.OneCConfig;
import dev.mosty.proxy.onec.OneCReply;
import dev.mosty.settings.DatabaseFault;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * {@code create_document}: one intent is brought before 1C once. A repeat within ten minutes, on any replica, gets what
 * came of it or waits for it; nothing that surely came to nothing is held against anybody
 * ({@code docs/decisions/0015-one-intent-one-document.md}).
 */
@Singleton
public class Documents {
    private static final Logger LOG = Logger.getLogger(Documents.class);

    /** How long 1C's answer is waited for; a little less than an intent lives. */
    private static final Duration LONGEST = Intents.WINDOW.minusSeconds(30);
    /** What a replica needs beside 1C's time to write down what came of it. */
    private static final Duration GRACE = Duration.ofSeconds(10);
    /** How often another replica's outcome is looked for. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    /** For a commit that is on its way. */
    private static final Duration MOMENT = Duration.ofSeconds(5);

    private final OneC onec;
    private final Intents intents;
    private final Hours hours;
    private final Journal journal;
    private final Jdbi jdbi;
    private final Duration patience;
    private final Joined<Intent, Answer> running = Joined.apart();

    Documents(OneC onec, Intents intents, Hours hours, Journal journal, Jdbi jdbi, OneCConfig config) {
        this.onec = onec;
        this.intents = intents;
        this.hours = hours;
        this.journal = journal;
        this.jdbi = jdbi;
        this.patience = config.createTimeout();
    }

    /**
     * Registers, and logs the request, before it returns.
     *
     * @param owner whose token it is
     * @throws dev.mosty.delivery.NotStored if the database stays away, and 1C was not asked
     */
    public Answer register(String owner, WidgetRequest request, Visit visit) throws InterruptedException {
        Intent intent = Intent.of(owner, request);
        Row row = new Row(answer -> visit.entry(request, answer));
        Run<Answer> run = running.join(intent, () -> carryOut(intent, request, visit.requestId(), row));
        Optional<Answer> outcome = run.await(patience);
        if (outcome.isEmpty() && !row.take()) {
            // The outcome is being committed with our row this very moment.
            return run.await(MOMENT).orElseGet(() -> unknown(visit.requestId()));
        }
        Answer answer = outcome.orElseGet(() -> unknown(visit.requestId()));
        if (outcome.isEmpty() || row.take()) {
            journal.record(row.of(answer));
        }
        return answer;
    }

    private static Answer unknown(String requestId) {
        return Answers.of(new OneCReply.TooSlow(), Question.DOCUMENT, requestId);
    }

    private Answer carryOut(Intent intent, WidgetRequest request, String requestId, Row row)
            throws InterruptedException {
        return switch (intents.claim(intent, requestId, patience.plus(GRACE))) {
            case Standing.Ours(int attempt) -> order(intent, attempt, request, requestId, row);
            case Standing.Pending() -> another(intent, requestId);
            case Standing.Answered(Answer answer) -> answer;
            case Standing.Lost() -> unknown(requestId);
        };
    }

    private Answer order(Intent intent, int attempt, WidgetRequest request, String requestId, Row row)
            throws InterruptedException {
        OneCReply reply = onec.order(request.bytes(), patience, LONGEST, () -> listenLonger(intent, attempt));
        hours.changed();
        Answer answer = Answers.of(reply, Question.DOCUMENT, requestId);
        boolean waitedFor = row.take();
        try {
            PatientTransaction.run(jdbi, Intents.WINDOW, handle -> {
                intents.finish(handle, intent, attempt, Answers.mayHaveHappened(reply), answer);
                if (waitedFor) {
                    journal.record(handle, row.of(answer));
                }
                return answer;
            });
            return answer;
        } catch (NotStored | JdbiException e) {
            // Nobody may be told what no repeat will know of.
            LOG.errorf("What came of a registration was not stored: %s", DatabaseFault.of(e));
            return unknown(requestId);
        }
    }

    private void listenLonger(Intent intent, int attempt) {
        LOG.info("1C has not answered a registration in time; its answer is still waited for");
        try {
            intents.listenLonger(intent, attempt, LONGEST);
        } catch (JdbiException e) {
            LOG.warnf("Repeats will not wait for it on other replicas: %s", DatabaseFault.of(e));
        }
    }

    /** What comes of it at another replica. */
    private Answer another(Intent intent, String requestId) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Standing standing = new Standing.Pending();
        while (standing instanceof Standing.Pending && System.nanoTime() - end < 0) {
            TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
            standing = intents.look(intent);
        }
        return standing instanceof Standing.Answered(Answer answer) ? answer : unknown(requestId);
    }
}
