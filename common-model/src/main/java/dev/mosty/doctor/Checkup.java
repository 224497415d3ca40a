package dev.mosty.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that can be said of an installation, in the order in which a person would look. */
final class Checkup {
    private final Site site;
    private final Sentences say;

    Checkup(Site site) {
        this.site = site;
        this.say = new Sentences(site.language());
    }

    /** What holds whether it runs or not. */
    List<Finding> atRest() throws IOException {
        List<Finding> findings = new ArrayList<>(new Configuration(site.variables(), say).findings(site.example()));
        findings.add(new Disk(site.data(), say).finding());
        return findings;
    }

    /** What can be asked of it only while it runs. */
    List<Finding> running() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        Database database = Database.ask(site.variables());
        findings.addAll(database(database));
        findings.addAll(new Services(site.services(), say).findings());
        site.door().map(this::certificate).ifPresent(findings::addAll);
        if (database instanceof Database.Told told) {
            findings.addAll(around("1C", "ONEC_HOST", told.oneC()));
            findings.addAll(around("amoCRM", "AMO_SUBDOMAIN", told.amo()));
        }
        return findings;
    }

    private List<Finding> database(Database database) {
        String url = site.variables().getOrDefault("DB_URL", "").replaceFirst("\\?.*", "");
        return switch (database) {
            case Database.Silent(String why) -> List.of(say.wrong("database-not", url, why));
            case Database.Told told ->
                List.of(
                        say.well("database", url, told.size()),
                        new Clock(Instant.now(), say).against(say.text("the-database"), told.clock()));
        };
    }

    private List<Finding> certificate(InetSocketAddress door) {
        List<String> names = Stream.of(
                        site.variables().getOrDefault("NGX_SERVER_NAME", "").split("\\s+"))
                .filter(name -> !name.isEmpty() && !name.equals("_"))
                .toList();
        return new Certificate(door, say).findings(names, Instant.now());
    }

    private List<Finding> around(String name, String variable, Optional<URI> address) throws InterruptedException {
        return address.isPresent()
                ? new Reach(say).findings(name, address.get())
                : List.of(say.note("reach-nowhere", name, variable));
    }
}
