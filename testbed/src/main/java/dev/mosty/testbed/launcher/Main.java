package dev.mosty.testbed.launcher;

import dev.mosty.testbed.bench.Bench;
import dev.mosty.testbed.chaos.Chaos;
import dev.mosty.testbed.demo.Demo;
import java.util.List;
import java.util.Map;

/** Where {@code ./suite} hands over to Java: finds the command by its name and runs it. */
public final class Main {

    private Main() {}

    /** Adding a command is a line here and one in the help of {@code suite}. */
    private static Map<String, Command> commands(List<Service> services) {
        return Map.of(
                "up", (suite, arguments) -> new Up(suite, services).run(arguments),
                "status", new Status(services),
                "stop", new Stop(),
                "demo", new Demo(),
                "bench", new Bench(),
                "chaos", new Chaos(),
                "doctor", new Doctor(services),
                "reset", new Reset());
    }

    public static void main(String[] arguments) {
        // The embedded server's chatter goes to its log file; its failures reach us as exceptions.
        System.setProperty("org.slf4j.simpleLogger.log.io.zonky", "off");
        System.exit(run(List.of(arguments), System.getenv(), Service.ALL));
    }

    static int run(List<String> arguments, Map<String, String> environment, List<Service> services) {
        Messages messages = Messages.of(environment);
        try {
            Options options = Options.parse(arguments, messages);
            Command command = commands(services).get(options.command());
            if (command == null) {
                throw new Complaint(2, messages.text("unknown", options.command()));
            }
            return command.run(Suite.of(options, environment, messages), options.rest());
        } catch (Complaint complaint) {
            System.err.println(complaint.sentence());
            return complaint.exitCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (Exception e) {
            // Not foreseen, so the whole of it is shown: it is a fault of the launcher.
            e.printStackTrace();
            return 1;
        }
    }
}
