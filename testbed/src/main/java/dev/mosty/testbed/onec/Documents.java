package dev.mosty.testbed.onec;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The documents of the infobase, and with them whose hours are free. */
final class Documents {
    private final Clinic clinic;
    private final Clock clock;
    private final Map<String, Document> byNumber = new LinkedHashMap<>();
    private Runnable onChange = () -> {};
    private int lastNumber;
    private long version;

    Documents(Clinic clinic, Clock clock) {
        this.clinic = clinic;
        this.clock = clock;
    }

    /** Called after every change. */
    synchronized void onChange(Runnable listener) {
        onChange = listener;
    }

    /** What came of an application. */
    sealed interface Written {
        /** The document stands. */
        record Booked(Document document) implements Written {}

        /** It does not; {@code about} names the clinic's sentence that says why. */
        record Refused(String about) implements Written {}
    }

    /** Writes a document, or changes the one that the lead has already. */
    synchronized Written write(Application application) {
        List<String> hours = clinic.hoursOn(application.date()).get(application.doctor());
        if (hours == null) {
            return new Written.Refused("doctor");
        }
        if (application.time().isEmpty()) {
            return new Written.Refused("time");
        }
        Optional<Document> before = ofLead(application.numberAmo());
        boolean own = before.filter(document -> takes(document, application)).isPresent();
        if (!own && (!hours.contains(application.time()) || taken(application))) {
            return new Written.Refused("taken");
        }
        Document document = before.map(known -> application.as(known.number(), known.writes() + 1, now()))
                .orElseGet(() -> application.as("%09d".formatted(++lastNumber), 1, now()));
        put(document);
        return new Written.Booked(document);
    }

    /** Doctors and the hours that nobody has taken; a doctor without any is left out. */
    synchronized Map<String, List<String>> freeOn(LocalDate date) {
        Map<String, List<String>> free = new LinkedHashMap<>();
        clinic.hoursOn(date).forEach((doctor, hours) -> {
            List<String> left =
                    hours.stream().filter(hour -> !taken(date, doctor, hour)).toList();
            if (!left.isEmpty()) {
                free.put(doctor, left);
            }
        });
        return free;
    }

    /** Marks it for deletion; empty if there is no such document. */
    synchronized Optional<Document> cancel(String number) {
        Optional<Document> cancelled =
                Optional.ofNullable(byNumber.get(number)).map(document -> document.markedForDeletion(now()));
        cancelled.ifPresent(this::put);
        return cancelled;
    }

    /** The latest change first. */
    synchronized List<Document> all() {
        return byNumber.values().stream()
                .sorted(Comparator.comparing(Document::changedAt)
                        .thenComparing(Document::number)
                        .reversed())
                .toList();
    }

    /** Numbers of the documents that stand, by lead. */
    synchronized Map<String, List<String>> numbersByLead() {
        return byNumber.values().stream()
                .filter(document -> !document.deleted())
                .collect(Collectors.groupingBy(
                        Document::numberAmo, TreeMap::new, Collectors.mapping(Document::number, Collectors.toList())));
    }

    /** Another one after every change. */
    synchronized long version() {
        return version;
    }

    synchronized void replaceAll(List<Document> documents) {
        byNumber.clear();
        documents.stream()
                .sorted(Comparator.comparing(Document::number))
                .forEach(document -> byNumber.put(document.number(), document));
        lastNumber =
                byNumber.keySet().stream().mapToInt(Integer::parseInt).max().orElse(0);
        changed();
    }

    private Optional<Document> ofLead(String numberAmo) {
        return byNumber.values().stream()
                .filter(document -> !numberAmo.isEmpty() && document.numberAmo().equals(numberAmo))
                .findFirst();
    }

    private static boolean takes(Document document, Application application) {
        return document.takes(application.date(), application.doctor(), application.time());
    }

    private boolean taken(Application application) {
        return taken(application.date(), application.doctor(), application.time());
    }

    private boolean taken(LocalDate date, String doctor, String hour) {
        return byNumber.values().stream().anyMatch(document -> document.takes(date, doctor, hour));
    }

    private void put(Document document) {
        byNumber.put(document.number(), document);
        changed();
    }

    private void changed() {
        version++;
        onChange.run();
    }

    private Instant now() {
        return clock.instant();
    }
}
