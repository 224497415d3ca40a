package dev.mosty.testbed.launcher;

import java.util.List;
import java.util.Optional;

/** What is running, and where. */
record Status(List<Service> all) implements Command {

    @Override
    public int run(Suite mine, List<String> arguments) throws Exception {
        Optional<Running> running = Running.in(mine.data());
        if (running.isEmpty()) {
            System.out.println(mine.text("not-running"));
            return 1;
        }
        Suite suite = running.get().suite(mine);
        List<Service> services = Service.running(all, suite);
        System.out.println(suite.text("running", running.get().launcher().pid()));
        System.out.println(new Addresses(suite, services).list());
        boolean allReady = true;
        for (Service service : services) {
            boolean ready = Ready.is(service, suite);
            allReady &= ready;
            if (!ready) {
                System.out.println(suite.text("status.not-ready", service.name()));
            }
        }
        return allReady ? 0 : 1;
    }
}
