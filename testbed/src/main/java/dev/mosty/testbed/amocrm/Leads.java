package dev.mosty.testbed.amocrm;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Every lead of the account, and who wrote what to it in which order. */
public final class Leads {
    private static final int MAX_WRITES = 50_000;

    private final Clock clock;
    private final CustomFields catalogue;
    private final Clinic clinic;
    private final TreeMap<Long, LeadCard> cards = new TreeMap<>();
    private final TreeMap<Long, LeadChange> writes = new TreeMap<>();
    private final List<Consumer<LeadWrite>> listeners = new CopyOnWriteArrayList<>();
    private long sequence;
    private long nextId = 30_000_001;

    Leads(Clock clock, CustomFields catalogue, Clinic clinic) {
        this.clock = clock;
        this.catalogue = catalogue;
        this.clinic = clinic;
    }

    /** The lead with this id. */
    public synchronized Optional<Lead> find(long id) {
        return Optional.ofNullable(cards.get(id)).map(LeadCard::lead);
    }

    /** Every lead by id. */
    public synchronized List<Lead> all() {
        return cards.values().stream().map(LeadCard::lead).toList();
    }

    /** How many there are. */
    public synchronized int count() {
        return cards.size();
    }

    /** The latest 50 writes to a lead, oldest first, as far as they are among the latest 50,000 of all. */
    public synchronized List<LeadChange> history(long id) {
        return Optional.ofNullable(cards.get(id)).map(LeadCard::history).orElse(List.of());
    }

    /** Writes to all leads in order, after this sequence number; the latest 50,000 are kept. */
    public synchronized List<LeadChange> writesAfter(long after, int limit) {
        return writes.tailMap(after, false).values().stream().limit(limit).toList();
    }

    /** The sequence number of the latest write. */
    public synchronized long lastSequence() {
        return sequence;
    }

    /** Makes bare leads with the ids of this range, quickly: without history and webhooks. */
    public synchronized void createRange(long from, long to) {
        for (long id = from; id <= to; id++) {
            cards.putIfAbsent(id, new LeadCard(bare(id, Author.MANAGER)));
        }
        nextId = Math.max(nextId, to + 1);
    }

    /** Deletes a lead; the API does not know it any more. */
    public synchronized void delete(long id) {
        cards.remove(id);
    }

    synchronized void onWrite(Consumer<LeadWrite> listener) {
        listeners.add(listener);
    }

    synchronized Lead create(LeadEdit edit, Author author) {
        return create(nextId, edit, author);
    }

    synchronized Lead create(long id, LeadEdit edit, Author author) {
        nextId = Math.max(nextId, id + 1);
        Lead blank = bare(id, author);
        Lead lead = edit.applyTo(blank, author, blank.createdAt());
        LeadChange change = record(id, author, true, edit.between(blank, lead, catalogue));
        LeadCard card = new LeadCard(blank);
        cards.put(id, card);
        card.becomes(lead, change);
        tell(new LeadWrite(Optional.empty(), lead, change));
        return lead;
    }

    synchronized Lead edit(long id, LeadEdit edit, Author author) {
        LeadCard card = Optional.ofNullable(cards.get(id)).orElseThrow();
        Lead before = card.lead();
        Lead after = edit.applyTo(before, author, now());
        LeadChange change = record(id, author, false, edit.between(before, after, catalogue));
        card.becomes(after, change);
        tell(new LeadWrite(Optional.of(before), after, change));
        return after;
    }

    synchronized List<Lead> search(LeadQuery query) {
        Stream<LeadCard> asked = query.ids().isEmpty()
                ? cards.values().stream()
                : query.ids().stream().filter(cards::containsKey).map(cards::get);
        return query.page()
                .of(asked.filter(query.predicate()).map(LeadCard::lead).sorted(query.order()));
    }

    synchronized List<Lead> after(long id, int limit) {
        return cards.tailMap(id, false).values().stream()
                .limit(limit)
                .map(LeadCard::lead)
                .toList();
    }

    /** The latest changed leads first, then the others by id. */
    synchronized List<Lead> latest(int limit) {
        Set<Long> ids = new LinkedHashSet<>();
        for (LeadChange change : writes.descendingMap().values()) {
            if (ids.size() >= limit) {
                break;
            }
            ids.add(change.leadId());
        }
        cards.keySet().stream().limit(limit).forEach(ids::add);
        return ids.stream().limit(limit).flatMap(id -> find(id).stream()).toList();
    }

    /** The leads that were written after this sequence number, each once, as they are now. */
    synchronized List<Lead> changedAfter(long after, int limit) {
        Set<Long> ids = new LinkedHashSet<>();
        writes.tailMap(after, false).descendingMap().values().stream()
                .map(LeadChange::leadId)
                .takeWhile(id -> ids.size() < limit)
                .forEach(ids::add);
        return ids.stream().flatMap(id -> find(id).stream()).toList();
    }

    synchronized void replaceAll(List<Lead> leads) {
        cards.clear();
        writes.clear();
        leads.forEach(lead -> cards.put(lead.id(), new LeadCard(lead)));
        nextId = Math.max(nextId, cards.isEmpty() ? 0 : cards.lastKey() + 1);
    }

    private LeadChange record(long id, Author author, boolean created, List<FieldChange> fields) {
        LeadChange change = new LeadChange(++sequence, clock.instant(), id, author, created, fields);
        writes.put(sequence, change);
        if (writes.size() > MAX_WRITES) {
            LeadChange oldest = writes.pollFirstEntry().getValue();
            Optional.ofNullable(cards.get(oldest.leadId())).ifPresent(card -> card.forget(oldest));
        }
        return change;
    }

    private void tell(LeadWrite write) {
        listeners.forEach(listener -> listener.accept(write));
    }

    private Lead bare(long id, Author author) {
        Pipelines.Pipeline funnel = clinic.pipelines().main();
        return new Lead(
                id,
                clinic.unnamed() + id,
                BigDecimal.ZERO,
                funnel.id(),
                funnel.first().id(),
                Author.MANAGER.userId(),
                author.userId(),
                author.userId(),
                now(),
                now(),
                List.of(),
                Map.of());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
