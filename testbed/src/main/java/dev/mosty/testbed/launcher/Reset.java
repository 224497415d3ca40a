package dev.mosty.testbed.launcher;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Scanner;

/** Deletes the data directory: the database, the keys, the logs. */
record Reset() implements Command {

    @Override
    public int run(Suite suite, List<String> arguments) throws Exception {
        if (!Files.isDirectory(suite.data())) {
            System.out.println(suite.text("reset.nothing", suite.data()));
            return 0;
        }
        if (!arguments.contains("--yes") && !confirmed(suite)) {
            System.out.println(suite.text("reset.no"));
            return 1;
        }
        Optional<SuiteLock> lock = SuiteLock.take(suite);
        if (lock.isEmpty()) {
            throw new Complaint(1, suite.text("reset.running"));
        }
        Leftovers.stop(suite, System.out::println);
        Trees.delete(suite.data());
        System.out.println(suite.text("reset.done", suite.data()));
        return 0;
    }

    private static boolean confirmed(Suite suite) {
        System.out.print(suite.text("reset.ask", suite.data()) + " ");
        System.out.flush();
        Scanner answers = new Scanner(System.in, StandardCharsets.UTF_8);
        return answers.hasNextLine()
                && List.of("y", "yes", "д", "да")
                        .contains(answers.nextLine().strip().toLowerCase(Locale.ROOT));
    }
}
