package dev.mosty.testbed.launcher;

import dev.mosty.testbed.launcher.Program.MainClass;
import java.util.List;
import java.util.Map;

/** The launcher as {@code ./suite} starts it, with stand-ins in the table of services. */
final class StandInSuite {

    static final Service FIRST = standIn("first", 8190, Map.of());
    static final Service SECOND = standIn("second", 8191, Map.of());
    static final Service DYING = standIn("dying", 8192, Map.of("STAND_IN_DIES", "at once"));

    private StandInSuite() {}

    public static void main(String[] arguments) {
        System.setProperty("org.slf4j.simpleLogger.log.io.zonky", "off");
        List<Service> services =
                System.getenv("STAND_IN_SUITE_DIES") == null ? List.of(FIRST, SECOND) : List.of(FIRST, DYING);
        System.exit(Main.run(List.of(arguments), System.getenv(), services));
    }

    private static Service standIn(String name, int port, Map<String, String> environment) {
        return new Service(
                name, new MainClass(StandIn.class.getName()), port, Map.of(), "/", (suite, secrets) -> environment);
    }
}
