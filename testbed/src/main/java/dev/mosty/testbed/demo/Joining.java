package dev.mosty.testbed.demo;

import dev.mosty.testbed.launcher.Complaint;
import dev.mosty.testbed.launcher.Ready;
import dev.mosty.testbed.launcher.Service;
import dev.mosty.testbed.launcher.Suite;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Containers join the demo one after the other: each starts anew when its health check has seen that the simulators are
 * there. Before that, what the demo sends would end in the database of the installation. So it waits until every
 * service works in the demo's own.
 *
 * @param database the demo's
 */
record Joining(Suite suite, Connection database) {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    void await() throws SQLException, InterruptedException {
        Instant begun = Instant.now();
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            System.out.println(suite.text("demo.joining", String.join(", ", missing)));
        }
        while (!missing.isEmpty()) {
            if (Instant.now().isAfter(begun.plus(LIMIT))) {
                throw new Complaint(1, suite.text("demo.joined.not", String.join(", ", missing), LIMIT.toSeconds()));
            }
            Thread.sleep(LOOK_EVERY);
            missing = missing();
        }
    }

    private List<String> missing() throws SQLException, InterruptedException {
        List<String> missing = new ArrayList<>();
        for (Service service : Service.ALL) {
            if (!joined(service)) {
                missing.add(service.name());
            }
        }
        return missing;
    }

    /** A service has its sessions in the database before it is ready. */
    private boolean joined(Service service) throws SQLException, InterruptedException {
        Optional<String> application = service.application();
        return (application.isEmpty() || atWork(application.get()) >= containers(service.name()))
                && Ready.is(service, suite);
    }

    /** From how many containers that service is in this database; all are one role, so it may see their sessions. */
    private int atWork(String application) throws SQLException {
        try (PreparedStatement sql = database.prepareStatement("""
                select count(distinct client_addr) from pg_stat_activity
                 where datname = current_database() and application_name = ?
                """)) {
            sql.setString(1, application);
            ResultSet row = sql.executeQuery();
            row.next();
            return row.getInt(1);
        }
    }

    /** How many go by that name; one that is just starting has no address, and is waited for. */
    private static int containers(String name) {
        try {
            return InetAddress.getAllByName(name).length;
        } catch (UnknownHostException e) {
            return Integer.MAX_VALUE;
        }
    }
}
