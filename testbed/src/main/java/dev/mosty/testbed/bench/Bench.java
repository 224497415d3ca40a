package dev.mosty.testbed.bench;

import dev.mosty.testbed.launcher.Command;
import dev.mosty.testbed.launcher.Complaint;
import dev.mosty.testbed.launcher.Stand;
import dev.mosty.testbed.launcher.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** {@code ./suite bench gate [part …]}, {@code proxy [part …]}, {@code telephony [part …]},
 * {@code bitrix [part …]} and {@code delivery}: prints Markdown and keeps it. */
public final class Bench implements Command {

    /** Seconds instead of minutes, to see that it works; its figures are worth nothing. */
    private static final String QUICK = "--quick";

    @Override
    public int run(Suite suite, List<String> arguments) throws Exception {
        List<String> words = new ArrayList<>(arguments);
        boolean quick = words.remove(QUICK);
        String name = words.isEmpty() ? "" : words.removeFirst();
        Report report = new Report(name);
        switch (name) {
            case "gate" -> new GateBench(suite, report, quick).run(words);
            case "proxy" -> new ProxyBench(suite, report, quick).run(words);
            case "telephony" -> new TelephonyBench(suite, report, quick).run(words);
            case "bitrix" -> new BitrixBench(suite, report, quick).run(words);
            case "delivery" -> new DeliveryBench(suite, report, quick).run(words);
            default -> throw new Complaint(2, suite.text("bench.which"));
        }
        System.out.println(report.markdown());
        Path kept = report.save(suite.data().resolve("bench"));
        System.err.println(suite.text("bench.kept", kept));
        return 0;
    }

    /** Those of a bench's parts that were asked for; all where none was. */
    static List<String> parts(Suite suite, List<String> asked, List<String> known) {
        if (!known.containsAll(asked)) {
            throw new Complaint(2, suite.text("bench.which"));
        }
        return asked.isEmpty() ? known : asked;
    }

    /** Starts the database and says first what all figures depend on. */
    static void begin(Stand stand, Report report) throws IOException, SQLException, InterruptedException {
        stand.startPostgres();
        try (Connection database = stand.database()) {
            Report.Section machine = report.section("Machine", "what", "value");
            Machine.describe(stand.suite().root(), database).forEach(machine::row);
        }
    }

    /** Progress is no part of the report. */
    static void say(String what) {
        System.err.println("… " + what);
    }
}
