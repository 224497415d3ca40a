package dev.mosty.testbed.launcher;

import dev.mosty.testbed.launcher.Program.MainClass;
import dev.mosty.testbed.launcher.Program.QuarkusApp;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A process that the suite runs.
 *
 * @param name as the person sees it: log prefix, log file
 * @param port before the offset
 * @param readyPath answers 200 once the service can work
 * @param environment what it needs beyond that which {@link Environment} gives to all
 */
public record Service(
        String name, Program program, int port, String readyPath, Function<Suite, Map<String, String>> environment) {

    /** The table: adding a service is a line. Started in this order, stopped in reverse. */
    public static final List<Service> ALL = List.of(
            new Service(
                    "simulators",
                    new MainClass("dev.mosty.testbed.Simulators"),
                    8090,
                    "/",
                    SimulatedAmo::simulatorEnvironment),
            new Service("gate", new QuarkusApp("amo-gate"), 8082, "/q/health/ready", SimulatedAmo::gateEnvironment),
            new Service("admin", new QuarkusApp("admin-web"), 8080, "/q/health/ready", any -> Map.of()));

    /** The one of that name in the table. */
    public static Service named(String name) {
        return ALL.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Simulators are this module's own programs; a real run leaves them out. */
    boolean simulated() {
        return program instanceof MainClass;
    }

    /** Quarkus services tell their state in JSON; simulators only answer. */
    boolean tellsHealth() {
        return program instanceof QuarkusApp;
    }

    static List<Service> running(List<Service> all, Suite suite) {
        return all.stream()
                .filter(service -> !suite.real() || !service.simulated())
                .toList();
    }
}
