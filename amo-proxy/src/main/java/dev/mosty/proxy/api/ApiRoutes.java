package dev.mosty.proxy.api;

import dev.mosty.access.Turnstile.Passage;
import dev.mosty.delivery.NotStored;
import dev.mosty.journal.JournalQueue;
import dev.mosty.proxy.Answer;
import dev.mosty.proxy.Answers;
import dev.mosty.proxy.Hours;
import dev.mosty.proxy.Joined;
import dev.mosty.proxy.Question;
import dev.mosty.proxy.Visit;
import dev.mosty.proxy.WidgetRequest;
import dev.mosty.proxy.document.Documents;
import dev.mosty.proxy.onec.OneC;
import dev.mosty.proxy.onec.OneCReply;
import dev.mosty.settings.DatabaseFault;
import dev.mosty.web.BodyLimit;
import dev.mosty.web.Cors;
import dev.mosty.web.ErrorReply;
import dev.mosty.web.RequestId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * {@code /API/…}: what the widget calls. Plain Vert.x routes, since 1C's answer goes back byte for byte and every error
 * has its exact text; an event loop reads the body, a virtual thread waits for 1C.
 */
@Singleton
class ApiRoutes {
    private static final Logger LOG = Logger.getLogger(ApiRoutes.class);
    private static final int MAX_BODY = 64 * 1024;
    private static final String MALFORMED = "error format Json";
    private static final String WRONG_TOKEN = "Invalid token";

    /** How long an answer waits for room in the queue of the log; then it is not given. */
    private static final Duration LOG_PATIENCE = Duration.ofSeconds(10);

    private static final Duration PING_PATIENCE = Duration.ofSeconds(5);

    private final Cors cors;
    private final Admission admission;
    private final Hours hours;
    private final Documents documents;
    private final OneC onec;
    private final JournalQueue log;
    private final Joined<String, OneCReply> pings = Joined.byTheFirst();

    ApiRoutes(Cors cors, Admission admission, Hours hours, Documents documents, OneC onec, JournalQueue log) {
        this.cors = cors;
        this.admission = admission;
        this.hours = hours;
        this.documents = documents;
        this.onec = onec;
        this.log = log;
    }

    void routes(@Observes Router router) {
        cors.install(router, "/API/*", Set.of(HttpMethod.GET, HttpMethod.POST));
        for (Question question : Question.values()) {
            router.post(question.path())
                    .handler(BodyLimit.of(MAX_BODY))
                    .handler(context -> onVirtualThread(context, () -> answer(context, question)));
            router.route(question.path()).handler(context -> wrongMethod(context, "POST"));
        }
        router.get("/API/ping").handler(context -> onVirtualThread(context, () -> ping(context)));
        router.route("/API/ping").handler(context -> wrongMethod(context, "GET"));
    }

    private static void wrongMethod(RoutingContext context, String right) {
        context.response().putHeader("Allow", right);
        ErrorReply.send(context, 405);
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    /** Off the event loop nobody else would turn a failure into an answer. */
    private static void onVirtualThread(RoutingContext context, Work work) {
        Thread.ofVirtual().name("API").start(() -> {
            RequestId.onThisThread(context);
            try {
                work.run();
            } catch (NotStored | JdbiException away) {
                LOG.warnf("A request was not answered for lack of the database: %s", DatabaseFault.of(away));
                unavailable(context);
            } catch (InterruptedException | RuntimeException | Error failure) {
                context.fail(failure);
            }
        });
    }

    private static void unavailable(RoutingContext context) {
        context.response().putHeader("Retry-After", "10");
        ErrorReply.send(context, 503, Question.WORDS.of("database.away"));
    }

    private void answer(RoutingContext context, Question question) throws InterruptedException {
        long began = System.nanoTime();
        String widgetToken = context.request().getHeader("X-Auth-Token");
        Optional<WidgetRequest> request = WidgetRequest.read(body(context), question, widgetToken == null);
        if (request.isEmpty()) {
            ErrorReply.send(context, 400, MALFORMED);
            return;
        }
        var visit = new Visit(
                RequestId.of(context),
                context.request().remoteAddress().hostAddress(),
                text(context.request().getHeader("User-Agent")),
                text(context.request().uri()),
                began);
        switch (admission.admit(request.get().token(), widgetToken, visit.address())) {
            case Passage.Wrong<String>() -> ErrorReply.send(context, 401, WRONG_TOKEN);
            case Passage.Slowed<String> slowed -> {
                String seconds = Long.toString(slowed.seconds());
                context.response().putHeader("Retry-After", seconds);
                ErrorReply.send(context, 429, Question.WORDS.of("token.slowed", seconds));
            }
            case Passage.Open<String>(String owner) -> {
                Answer answer = switch (question) {
                    case HOURS -> hours(request.get(), visit);
                    case DOCUMENT -> documents.register(owner, request.get(), visit);
                };
                send(context, answer);
            }
        }
    }

    private Answer hours(WidgetRequest request, Visit visit) throws InterruptedException {
        Answer answer = Answers.of(hours.ask(request), Question.HOURS, visit.requestId());
        // No answer without its row.
        return log.add(visit.entry(request, answer), LOG_PATIENCE)
                ? answer
                : Answer.error(503, Question.WORDS.of("database.away"));
    }

    private void ping(RoutingContext context) throws InterruptedException {
        OneCReply reply = pings.join("", () -> onec.test(PING_PATIENCE))
                .await(PING_PATIENCE)
                .orElseGet(OneCReply.TooSlow::new);
        if (reply instanceof OneCReply.Good) {
            context.response()
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end("ок");
        } else {
            send(context, Answers.of(reply, Question.HOURS, RequestId.of(context)));
        }
    }

    private static void send(RoutingContext context, Answer answer) {
        if (answer.status() == 503) {
            context.response().putHeader("Retry-After", "5");
        }
        context.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(answer.body()));
    }

    private static byte[] body(RoutingContext context) {
        Buffer body = context.body().buffer();
        return body == null ? new byte[0] : body.getBytes();
    }

    private static String text(@Nullable String header) {
        return header == null ? "" : header;
    }
}
