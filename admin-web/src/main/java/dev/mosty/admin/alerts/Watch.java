package dev.mosty.admin.alerts;

import dev.mosty.admin.alerts.AlertLog.Row;
import dev.mosty.admin.alerts.AlertLog.Way;
import dev.mosty.admin.shell.Words;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Looks every minute and tells. Each replica runs it; an advisory lock, held by the connection and so gone with its
 * process, lets one at a time. What could not be sent stays untold and is tried at the next look; a crash between
 * sending and noting it sends twice.
 */
@Singleton
class Watch {
    private static final Logger LOG = Logger.getLogger(Watch.class);

    /** "aler" in ASCII. */
    private static final int LOCK = 0x616c6572;

    private final Jdbi jdbi;
    private final AlertStore store;
    private final Problems problems;
    private final AlertLog log;
    private final Mail mail;
    private final Telegram telegram;
    private final Clock clock;

    Watch(Jdbi jdbi, AlertStore store, Problems problems, AlertLog log, Mail mail, Telegram telegram, Clock clock) {
        this.jdbi = jdbi;
        this.store = store;
        this.problems = problems;
        this.log = log;
        this.mail = mail;
        this.telegram = telegram;
        this.clock = clock;
    }

    @Scheduled(every = "${alerts.every:60s}", delayed = "20s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        jdbi.useHandle(lock -> {
            if (!lock.select("select pg_try_advisory_lock(?)", LOCK)
                    .mapTo(Boolean.class)
                    .one()) {
                return;
            }
            try {
                AlertForm form = store.form();
                log.note(problems.found(form, clock.instant()), clock.instant());
                if (form.mails()) {
                    tell(Way.MAIL, form, (subject, text) -> mail.send(form, subject, text));
                }
                if (form.telegrams()) {
                    tell(Way.TELEGRAM, form, (subject, text) -> telegram.send(form, text));
                }
            } finally {
                lock.execute("select pg_advisory_unlock(?)", LOCK);
            }
        });
    }

    private void tell(Way way, AlertForm form, BiFunction<String, String, Optional<String>> send) {
        List<Row> rows = log.untold(way, clock.instant());
        if (rows.isEmpty()) {
            return;
        }
        Locale locale = Locale.of(form.get(AlertSetting.LANGUAGE));
        List<String> lines =
                rows.stream().map(row -> row.problem().said(locale, row.kind())).toList();
        String subject = Words.of(
                locale,
                "alerts-subject",
                lines.size() == 1 ? lines.getFirst() : Words.of(locale, "alerts-several", lines.size()));
        String text = lines.stream().collect(Collectors.joining("\n", Words.of(locale, "alerts-heading") + "\n\n", ""));
        Optional<String> fault = send.apply(subject, text);
        fault.ifPresent(why -> LOG.warnf("%d alerts were not sent by %s and will be: %s", rows.size(), way.key(), why));
        log.told(way, rows, fault, clock.instant());
    }
}
