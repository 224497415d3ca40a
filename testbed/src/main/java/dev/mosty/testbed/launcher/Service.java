package dev.mosty.testbed.launcher;

import dev.mosty.testbed.launcher.Program.MainClass;
import dev.mosty.testbed.launcher.Program.QuarkusApp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * A process that the suite runs.
 *
 * @param name as the person sees it: log prefix, log file
 * @param port before the offset
 * @param readyPath answers 200 once the service can work
 * @param otherPorts on which it listens too, before the offset, by the name of what is there
 * @param environment what it needs beyond that which {@link Environment} gives to all
 */
public record Service(
        String name,
        Program program,
        int port,
        Map<String, Integer> otherPorts,
        String readyPath,
        BiFunction<Suite, Secrets, Map<String, String>> environment) {

    /** Others are told where it will be before it is there. */
    static final int PROXY_PORT = 8081;

    static final int TELEPHONY_PORT = 8083;
    static final int BITRIX_PORT = 8084;
    static final int ADMIN_PORT = 8080;

    /** The table: adding a service is a line. Started in this order, stopped in reverse. */
    public static final List<Service> ALL = List.of(
            new Service(
                    "simulators",
                    new MainClass("dev.mosty.testbed.Simulators"),
                    SimulatedAmo.PORT,
                    Map.of(
                            "1c",
                            SimulatedOneC.PORT,
                            "pbx",
                            SimulatedTelephony.PBX_PORT,
                            "bitrix24",
                            SimulatedBitrix.PORT),
                    "/",
                    SimulatedWorld::simulators),
            quarkus("gate", "amo-gate", 8082, (suite, secrets) -> SimulatedWorld.gate(suite)),
            quarkus("proxy", "amo-proxy", PROXY_PORT, (suite, secrets) -> SimulatedWorld.proxy(suite)),
            quarkus("telephony", "telephony-bridge", TELEPHONY_PORT, SimulatedWorld::telephony),
            quarkus("bitrix", "bitrix-sync", BITRIX_PORT, SimulatedBitrix::connection),
            quarkus("admin", "admin-web", ADMIN_PORT, (suite, secrets) -> SimulatedWorld.admin(suite)));

    private static Service quarkus(
            String name, String module, int port, BiFunction<Suite, Secrets, Map<String, String>> environment) {
        return new Service(name, new QuarkusApp(module), port, Map.of(), "/q/health/ready", environment);
    }

    /** The one of that name in the table. */
    public static Service named(String name) {
        return ALL.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The same, if this source tree has it. */
    public static Optional<Service> part(String name, Suite suite) {
        return running(ALL, suite).stream()
                .filter(service -> service.name().equals(name))
                .findFirst();
    }

    /** What its sessions in the database are called; simulators have none. */
    public Optional<String> application() {
        return program instanceof QuarkusApp app ? Optional.of(app.module()) : Optional.empty();
    }

    /** Simulators are this module's own programs; a real run leaves them out. */
    boolean simulated() {
        return program instanceof MainClass;
    }

    /** Those of this mode whose module this source tree has. */
    static List<Service> running(List<Service> all, Suite suite) {
        Predicate<Service> wanted = service -> !suite.real() || !service.simulated();
        return all.stream()
                .filter(wanted.and(service -> service.program().known(suite)))
                .toList();
    }
}
