package dev.mosty.testbed.demo;

import dev.mosty.testbed.PlainHttp;
import dev.mosty.testbed.launcher.Command;
import dev.mosty.testbed.launcher.Complaint;
import dev.mosty.testbed.launcher.Running;
import dev.mosty.testbed.launcher.Service;
import dev.mosty.testbed.launcher.Suite;
import java.io.IOException;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Sends a day's worth of messages through the running suite and shows which lead got which fields. */
public final class Demo implements Command {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    @Override
    public int run(Suite mine, List<String> arguments) throws Exception {
        if (!arguments.isEmpty()) {
            throw new Complaint(2, mine.text("demo.argument", arguments.getFirst()));
        }
        Suite suite = mine.containers() ? mine : running(mine);
        try (HttpClient http = PlainHttp.client();
                Connection database = suite.openDatabase()) {
            if (suite.containers()) {
                new Joining(suite, database).await();
            }
            Report report = new Report(suite::text, Boolean.getBoolean("suite.color"));
            int leads = demonstrate(
                    suite,
                    report,
                    new Gate(http, suite.url(Service.named("gate")), suite),
                    new Account(http, suite.url(Service.named("simulators")), suite),
                    database);
            boolean booked = new Booking(suite, http).demonstrate(report);
            boolean told = new CallsDemo(suite, http).demonstrate(report);
            boolean linked = new PortalDemo(suite, http).demonstrate(report);
            return booked && told && linked ? leads : 1;
        }
    }

    private static Suite running(Suite mine) throws IOException {
        Running running = Running.in(mine.data()).orElseThrow(() -> new Complaint(1, mine.text("demo.not-running")));
        if (running.real()) {
            // These people are invented, and their leads may be somebody else's in a real account.
            throw new Complaint(1, mine.text("demo.real"));
        }
        return running.suite(mine);
    }

    private static int demonstrate(Suite suite, Report report, Gate gate, Account account, Connection database)
            throws SQLException, InterruptedException {
        String run = "demo-" + Long.toString(System.currentTimeMillis(), 36) + "-";
        Story story = new Story(database, run);
        List<Message> messages = Message.all();
        Map<Long, Account.Lead> before = leads(account, messages);
        SequencedMap<String, Message> sent = send(suite, gate, messages, run);
        boolean arrived = await(suite, story);
        System.out.println();
        System.out.println(report.heading(suite.text("demo.leads")));
        for (Account.Lead old : before.values()) {
            System.out.println();
            System.out.println(report.lead(old, account.lead(old.id()).orElse(old)));
        }
        tellDeadLetters(suite, report, story.deadLetters(), sent);
        System.out.println();
        System.out.println(suite.text("demo.look", suite.shown(account.url())));
        return arrived ? 0 : 1;
    }

    private static Map<Long, Account.Lead> leads(Account account, List<Message> messages) throws InterruptedException {
        SortedSet<Long> ids =
                new TreeSet<>(messages.stream().flatMap(Message::leads).toList());
        Map<Long, Account.Lead> leads = new LinkedHashMap<>();
        for (Long id : ids) {
            account.lead(id).ifPresent(lead -> leads.put(id, lead));
        }
        return leads;
    }

    private static SequencedMap<String, Message> send(Suite suite, Gate gate, List<Message> messages, String run)
            throws InterruptedException {
        SequencedMap<String, Message> sent = new LinkedHashMap<>();
        for (Message message : messages) {
            if (message.isPayment() && gate.token().isEmpty()) {
                System.out.println("– " + suite.text("demo.no-token", suite.firstLogin()));
                continue;
            }
            String requestId = run + (sent.size() + 1);
            gate.post(message, requestId);
            sent.put(requestId, message);
            System.out.println("✓ " + suite.text("demo.about." + message.about()));
        }
        return sent;
    }

    /** Until amoCRM has all that it can have; false, with the reason as far as it is known, when time is up. */
    private static boolean await(Suite suite, Story story) throws SQLException, InterruptedException {
        long begun = System.nanoTime();
        boolean live = Boolean.getBoolean("suite.color");
        while (true) {
            Story.Progress now = story.progress();
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            if (now.waiting() == 0) {
                clear(live);
                System.out.println(suite.text("demo.arrived", now.accepted(), seconds(took)));
                return true;
            }
            if (took.compareTo(LIMIT) > 0) {
                clear(live);
                Optional<String> pause = story.pause();
                System.out.println(suite.text("demo.late", now.waiting(), now.accepted(), LIMIT.toSeconds()));
                System.out.println(
                        pause.map(why -> suite.text("demo.paused", why)).orElseGet(() -> suite.text("demo.doctor")));
                return false;
            }
            if (live) {
                System.out.print("\r" + suite.text("demo.waiting", now.waiting(), seconds(took)) + " ");
                System.out.flush();
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private static void clear(boolean live) {
        if (live) {
            System.out.print("\r\u001B[K");
        }
    }

    private static void tellDeadLetters(
            Suite suite, Report report, List<Story.DeadLetter> dead, Map<String, Message> sent) {
        System.out.println();
        System.out.println(report.heading(suite.text("demo.dead", dead.size())));
        for (Story.DeadLetter letter : dead) {
            Message message = sent.get(letter.requestId());
            String what = message == null ? letter.key() : suite.text("demo.about." + message.about());
            System.out.println("  %s\n      → %s"
                    .formatted(Shown.line(what, Report.WIDTH - 2), Shown.line(letter.why(), Report.WIDTH - 8)));
        }
    }

    private static String seconds(Duration duration) {
        return "%d.%d".formatted(duration.toSeconds(), duration.toMillisPart() / 100);
    }
}
