package dev.mosty.testbed.launcher;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where this suite lives and on which ports: the one thing every command needs to know.
 *
 * @param root the repository
 * @param data everything that is kept: database, secrets, logs
 * @param real no simulators; {@code .env} is read
 * @param portOffset added to every port, so that two suites can run side by side
 * @param postgresPort as it is, the offset included
 * @param environment of the launcher itself
 */
public record Suite(
        Path root,
        Path data,
        boolean real,
        int portOffset,
        int postgresPort,
        Map<String, String> environment,
        Messages messages) {

    static final int POSTGRES_PORT = 15432;

    static Suite of(Options options, Map<String, String> environment, Messages messages) {
        Path root = Path.of(environment.getOrDefault("SUITE_ROOT", "")).toAbsolutePath();
        Path data = Optional.ofNullable(environment.get("SUITE_DATA"))
                .map(Path::of)
                .orElse(root.resolve(".data"))
                .toAbsolutePath();
        int offset = options.portOffset()
                .orElseGet(() -> Options.offset(environment.getOrDefault("SUITE_PORT_OFFSET", "0"), messages));
        String postgresPort = environment.getOrDefault("SUITE_PG_PORT", Integer.toString(POSTGRES_PORT + offset));
        return new Suite(
                root,
                data,
                options.real(),
                offset,
                Options.number(postgresPort, 1, 65535)
                        .orElseThrow(() -> new Complaint(2, messages.text("wrong.postgres-port", postgresPort))),
                environment,
                messages);
    }

    public String text(String key, @Nullable Object... arguments) {
        return messages.text(key, arguments);
    }

    public int port(Service service) {
        return service.port() + portOffset;
    }

    public String url(Service service) {
        return at(service.name(), service.port());
    }

    /** What answers 200 once the service can work. */
    URI ready(Service service) {
        return URI.create(url(service) + service.readyPath());
    }

    /**
     * Where a program is for the others.
     *
     * @param port before the offset
     */
    String at(String program, int port) {
        return "http://" + host(program) + ":" + (port + portOffset);
    }

    String host(String program) {
        return containers() ? program : "127.0.0.1";
    }

    /** Whether every program is a container that the others know by its name ({@code docker-compose.yml}). */
    public boolean containers() {
        return Boolean.parseBoolean(environment.get("SUITE_CONTAINERS"));
    }

    /** An address as a browser on the same machine needs it: what is a name between containers is published on loopback. */
    public String shown(String address) {
        return containers() ? address.replaceFirst("(?<=^http://)[a-z]+", "127.0.0.1") : address;
    }

    /** The simulated 1C. */
    public String oneC() {
        return SimulatedOneC.url(this);
    }

    /**
     * The database of this mode. A run against the real world has one of its own: what a demo left in the queues must
     * never go out to a customer's amoCRM.
     */
    public String database() {
        if (containers()) {
            return "mosty_demo";
        }
        return real ? "mosty_real" : "mosty";
    }

    public String databaseUrl() {
        return "jdbc:postgresql://" + host("postgres") + ":" + postgresPort + "/" + database();
    }

    /** As the services' role; for commands that look into what runs. */
    public Connection openDatabase() throws IOException, SQLException {
        return DriverManager.getConnection(
                databaseUrl() + "?connectTimeout=5&socketTimeout=60", LocalPostgres.ROLE, databasePassword());
    }

    private String databasePassword() throws IOException {
        String file = environment.get("DB_PASSWORD_FILE");
        return containers() && file != null
                ? Files.readString(Path.of(file)).strip()
                : Secrets.in(data, messages).databasePassword();
    }

    /** What the services write themselves, such as the first credentials; per database. */
    public Path serviceData() {
        return real ? data.resolve("real") : data;
    }

    public Path firstLogin() {
        return serviceData().resolve("first-login.txt");
    }

    public Path logs() {
        return data.resolve("logs");
    }

    /**
     * Where the service's fast-jar is. {@code ./suite up} runs a copy, which no build can change under it; a launcher
     * started otherwise uses what Maven made.
     */
    Path app(String module) {
        Path copy = data.resolve("apps").resolve(module);
        return Files.exists(copy) ? copy : built(module);
    }

    /** What Maven made, whatever runs. */
    Path built(String module) {
        return root.resolve(module).resolve("target/quarkus-app");
    }
}
