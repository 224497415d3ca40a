package dev.mosty.bitrix.intake;

import dev.mosty.bitrix.Words;
import dev.mosty.bitrix.intake.Runs.NewRun;
import dev.mosty.bitrix.intake.Runs.Source;
import dev.mosty.bitrix.plan.Work;
import dev.mosty.web.Call;
import dev.mosty.web.Outbound;
import dev.mosty.web.Reply;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Asks 1C for what it changed, page by page: each becomes a run like a post's, and is confirmed to 1C after the commit.
 * A page whose confirmation is lost comes again, which costs nothing at the portal. An object of a wrong shape stands
 * aside: it is kept as a dead letter, its run says which it is and why, and the rest of the page goes on.
 */
@Singleton
class Changes {
    private static final Logger LOG = Logger.getLogger(Changes.class);
    private static final int REPLY_BYTES = 16 * 1024 * 1024;
    /** More wait for the next look, so that a 1C that never comes to an end keeps nobody busy for ever. */
    private static final int MOST_PAGES = 100;

    private final Jdbi jdbi;
    private final Outbound outbound;
    private final ChangesConfig config;
    private final Runs runs;

    Changes(Jdbi jdbi, Outbound outbound, ChangesConfig config, Runs runs) {
        this.jdbi = jdbi;
        this.outbound = outbound;
        this.config = config;
        this.runs = runs;
    }

    void checkAtStart(@Observes StartupEvent start) {
        config.address().ifPresent(address -> LOG.infof("1C is asked for changes every %s", config.every()));
    }

    /** In every replica; one of them looks. */
    @Scheduled(
            every = "${onec.changes.every:1m}",
            delayed = "3s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        var address = config.address();
        var turn = UUID.randomUUID();
        if (address.isPresent() && claim(turn)) {
            var problem = Optional.of(Words.of("pull.broken"));
            try {
                problem = pages(address.get(), turn);
            } finally {
                end(turn, problem);
            }
        }
    }

    private boolean claim(UUID turn) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                update bitrix_pull
                                   set turn = :turn, asked_at = now(), busy_until = now() + make_interval(secs => :busy)
                                 where busy_until < now()
                                """)
                        .bind("turn", turn)
                        .bind("busy", busySeconds())
                        .execute())
                == 1;
    }

    /** Longer than a page and its confirmation can take; a process that dies meanwhile is waited out. */
    private double busySeconds() {
        return config.timeout().multipliedBy(2).plusMinutes(1).toSeconds();
    }

    /** A failure is told once when it begins and once when it is over, whichever replica saw the beginning. */
    private void end(UUID turn, Optional<String> problem) {
        var looked = jdbi.withHandle(handle -> handle.createQuery("""
                        update bitrix_pull p
                           set busy_until = '-infinity', problem = :problem,
                               good_at = case when :good then now() else p.good_at end,
                               failing_since = case when not :good then coalesce(p.failing_since, now()) end
                          from bitrix_pull before where before.singleton = p.singleton and p.turn = :turn
                        returning before.failing_since
                        """)
                .bind("turn", turn)
                .bind("problem", problem.orElse(null))
                .bind("good", problem.isEmpty())
                .map((row, context) -> Optional.ofNullable(row.getTimestamp("failing_since")))
                .findOne());
        if (looked.isEmpty()) {
            return; // Another replica's turn: it tells.
        }
        var since = looked.get();
        if (problem.isPresent() && since.isEmpty()) {
            LOG.warnf("1C cannot be asked for changes, it is tried again every %s: %s", config.every(), problem.get());
        } else if (problem.isEmpty() && since.isPresent()) {
            LOG.infof(
                    "1C is asked for changes again, after a failure since %s",
                    since.get().toInstant());
        }
    }

    /** @return why it did not come to the end */
    private Optional<String> pages(URI address, UUID turn) {
        var confirmed = Optional.<Long>empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            switch (ChangePage.of(outbound.send(question(address)))) {
                case ChangePage.Nothing(String why) -> {
                    return Optional.of(why);
                }
                case ChangePage.Came came -> {
                    if (confirmed.filter(last -> last == came.message()).isPresent()) {
                        return Optional.of(Words.of("pull.again", came.message()));
                    }
                    if (came.isEmpty()) {
                        return Optional.empty();
                    }
                    var run = store(came, turn);
                    if (run.isEmpty()) {
                        return Optional.of(Words.of("pull.broken"));
                    }
                    var problem = confirm(address, came.message(), run.get());
                    if (problem.isPresent() || !came.more()) {
                        return problem;
                    }
                    confirmed = Optional.of(came.message());
                }
            }
        }
        return Optional.empty();
    }

    private Call question(URI address) {
        var query = (address.getRawQuery() == null ? "?" : "&") + "limit=" + config.page();
        return authorized(Call.get(URI.create(address + query), config.timeout()))
                .maxReplyBytes(REPLY_BYTES)
                .header("Accept", "application/json");
    }

    /** Empty if the turn has passed to another replica: what it stored may be newer. */
    private Optional<UUID> store(ChangePage.Came page, UUID turn) {
        var run = UUID.randomUUID();
        var aside = page.objects().unreadable();
        var stored = jdbi.inTransaction(tx -> {
            var ours = tx.createUpdate("""
                            update bitrix_pull
                               set message = :message, run = :run, busy_until = now() + make_interval(secs => :busy)
                             where turn = :turn
                            """)
                    .bind("message", page.message())
                    .bind("run", run)
                    .bind("busy", busySeconds())
                    .bind("turn", turn)
                    .execute();
            if (ours == 0) {
                return false;
            }
            Runs.keep(tx, new NewRun(run, page.objects().entities(), aside, false, Source.PULL, null, null));
            if (!aside.isEmpty()) {
                tx.execute("update bitrix_pull set aside = ?, aside_run = ?, aside_at = now()", aside.size(), run);
            }
            return true;
        });
        if (!stored) {
            return Optional.empty();
        }
        runs.stored();
        return Optional.of(run);
    }

    private Optional<String> confirm(URI address, long message, UUID run) {
        var body = Work.JSON.createObjectNode().put("received", message).put("run", run.toString());
        var call = Call.of("POST", address, body.toString().getBytes(StandardCharsets.UTF_8), config.timeout())
                .header("Content-Type", "application/json");
        return switch (outbound.send(authorized(call))) {
            case Reply.Answered answered when answered.status() / 100 == 2 -> Optional.empty();
            case Reply.Answered answered ->
                Optional.of(Words.of("pull.unconfirmed", message, ChangePage.said(answered.status())));
            case Reply.NotSent ignored ->
                Optional.of(Words.of("pull.unconfirmed", message, Words.of("pull.unreachable")));
            case Reply.Unknown ignored -> Optional.of(Words.of("pull.unconfirmed", message, Words.of("pull.late")));
            case Reply.TooLarge ignored -> Optional.empty();
        };
    }

    private Call authorized(Call call) {
        return config.authorization()
                .map(login -> call.header("Authorization", login))
                .orElse(call);
    }
}
