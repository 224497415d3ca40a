package dev.mosty.telephony.call;

import dev.mosty.contacts.AddressBook;
import dev.mosty.contacts.Contact;
import dev.mosty.contacts.Matches;
import dev.mosty.delivery.Acceptance;
import dev.mosty.delivery.DeliveryEngine;
import dev.mosty.delivery.Item;
import dev.mosty.delivery.NotStored;
import dev.mosty.delivery.SharedCommit;
import dev.mosty.settings.DatabaseFault;
import dev.mosty.telephony.TelephonyConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Takes events in: what an event does to its call, what screens show and what 1C is told of it are one transaction with
 * the event itself, so that nothing of it is lost or done twice.
 */
@Singleton
public final class Calls {
    private static final Logger LOG = Logger.getLogger(Calls.class);

    private static final int COMMITTERS = 2;
    private static final long WAITING_CHARACTERS = 32_000_000;

    private final Jdbi jdbi;
    private final DeliveryEngine engine;
    private final Onwards onwards;
    private final Screens screens;
    private final CurrentSettings settings;
    private final AddressBook book;
    private final Clock clock;
    private final Callids callids;
    private final Map<Taken, Counter> counters = new EnumMap<>(Taken.class);
    private final SharedCommit<Arrival, Stored> commit;

    Calls(
            Jdbi jdbi,
            DeliveryEngine engine,
            Onwards onwards,
            Screens screens,
            CurrentSettings settings,
            AddressBook book,
            TelephonyConfig config,
            Clock clock,
            MeterRegistry metrics) {
        config.check();
        this.jdbi = jdbi;
        this.engine = engine;
        this.onwards = onwards;
        this.screens = screens;
        this.settings = settings;
        this.book = book;
        this.clock = clock;
        this.commit = new SharedCommit<>(jdbi, COMMITTERS, new Intake(), config.acceptWait(), WAITING_CHARACTERS);
        this.callids = new Callids(clock);
        for (Taken result : Taken.values()) {
            counters.put(
                    result,
                    Counter.builder("mosty.telephony.events")
                            .tag("result", result.name().toLowerCase(Locale.ROOT))
                            .register(metrics));
        }
    }

    /** What became of an event. */
    public enum Taken {
        STORED,
        /** It was told before, or comes too late to mean anything new. */
        REPEAT,
        /** The database stayed away, or too many others wait for it: the sender must tell it again. */
        NOT_STORED
    }

    /** How an event came. */
    public record Origin(Source source, String raw, String requestId) {
        public enum Source {
            PBX,
            CRM;

            String word() {
                return this == PBX ? "pbx" : "crm";
            }
        }
    }

    /** An event on its way in. */
    private record Arrival(CallEvent event, Optional<Long> contact, Origin origin) {}

    /** @param items to be delivered; empty for a repeat */
    private record Stored(Taken taken, List<Item> items) {}

    /** Returns after the commit. */
    public Taken take(CallEvent event, Origin origin) throws InterruptedException {
        Taken taken = tryTaking(new Arrival(event, contactBeforehand(event), origin));
        Objects.requireNonNull(counters.get(taken)).increment();
        return taken;
    }

    private Taken tryTaking(Arrival arrival) throws InterruptedException {
        try {
            return commit.submit(arrival).get().taken();
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case NotStored away -> Taken.NOT_STORED;
                case RuntimeException refused -> throw refused;
                case null, default -> throw new IllegalStateException(e.getCause());
            };
        }
    }

    /** Events of one call come one after another; those of others share its commit. */
    private final class Intake implements SharedCommit.Storing<Arrival, Stored> {
        @Override
        public List<Stored> store(Handle tx, List<Arrival> arrivals) {
            CallTable.lock(
                    tx, arrivals.stream().map(arrival -> arrival.event().name()).toList());
            List<Stored> stored =
                    arrivals.stream().map(arrival -> accept(tx, arrival)).toList();
            List<Item> items =
                    stored.stream().flatMap(one -> one.items().stream()).toList();
            if (!items.isEmpty()) {
                Acceptance.accept(tx, items);
            }
            return stored;
        }

        @Override
        public void committed(List<Stored> stored) {
            if (stored.stream().anyMatch(one -> one.taken() == Taken.STORED)) {
                Calls.this.committed(
                        stored.stream().flatMap(one -> one.items().stream()).toList());
            }
        }

        @Override
        public long characters(Arrival arrival) {
            return arrival.origin().raw().length();
        }

        @Override
        public Object key(Arrival arrival) {
            return arrival.event().name();
        }
    }

    @PreDestroy
    void close() {
        commit.close();
    }

    /** Looked up where a call is likely to begin, so that nobody waits for it under a lock. */
    private Optional<Long> contactBeforehand(CallEvent event) {
        if (event.kind() != CallEvent.Kind.STARTED || event.phone().isEmpty()) {
            return Optional.empty();
        }
        try {
            return jdbi.withHandle(handle -> contact(handle, event));
        } catch (JdbiException e) {
            LOG.debugf("A call begins without its contact: %s", DatabaseFault.of(e));
            return Optional.empty();
        }
    }

    /** Whose number it is, if it is one contact's. */
    private Optional<Long> contact(Handle handle, CallEvent event) {
        Matches found = book.search(handle, event.phone(), settings.now(handle).digits(), 1);
        return found.more()
                ? Optional.empty()
                : found.contacts().stream().findFirst().map(Contact::id);
    }

    private Stored accept(Handle tx, Arrival arrival) {
        Instant now = clock.instant();
        CallEvent event = arrival.event();
        var told = new CallWrite.Told(event, arrival.origin());
        Optional<CallTable.Stored> latest = CallTable.latest(tx, event);
        boolean taken = latest.filter(CallTable.Stored::taken).isPresent();
        return switch (Belonging.of(event, latest.map(CallTable.Stored::call), taken, now)) {
            case REPEAT -> new Stored(Taken.REPEAT, List.of());
            case SAME_CALL -> new Stored(Taken.STORED, goOn(tx, latest.orElseThrow(), event, told, now));
            case NEW_CALL -> {
                // Its beginning was lost, so nobody has looked yet.
                Optional<Long> contact =
                        event.kind() == CallEvent.Kind.STARTED ? arrival.contact() : contact(tx, event);
                yield new Stored(Taken.STORED, begin(tx, event, contact, told, now));
            }
        };
    }

    private List<Item> begin(Handle tx, CallEvent event, Optional<Long> contact, CallWrite.Told told, Instant now) {
        while (true) {
            String callid = switch (event.name()) {
                case CallName.OfPbx ignored -> callids.next();
                case CallName.OfSender(String given) -> given;
            };
            PhoneCall blank = PhoneCall.begun(callid, event, now);
            Effect effect = CallRule.apply(blank, event, now);
            CallWrite write =
                    write(tx, Optional.of(told), blank, effect, contact, newLeg(blank, effect, event), "pbx", now);
            if (write.insert(tx).isPresent()) {
                return items(effect, told.origin().requestId());
            }
        }
    }

    private List<Item> goOn(Handle tx, CallTable.Stored known, CallEvent event, CallWrite.Told told, Instant now) {
        Effect effect = CallRule.apply(known.call(), event, now);
        var newLeg = newLeg(known.call(), effect, event);
        write(tx, Optional.of(told), known.call(), effect, known.contact(), newLeg, "pbx", now)
                .update(tx, known.id());
        return items(effect, told.origin().requestId());
    }

    /** What the sweeper decided. */
    List<Item> close(Handle tx, CallTable.Stored known, Effect effect, Instant now) {
        write(tx, Optional.empty(), known.call(), effect, known.contact(), Optional.empty(), "sweeper", now)
                .update(tx, known.id());
        List<Item> items = items(effect, "");
        if (!items.isEmpty()) {
            Acceptance.accept(tx, items);
        }
        return items;
    }

    private CallWrite write(
            Handle tx,
            Optional<CallWrite.Told> told,
            PhoneCall before,
            Effect effect,
            Optional<Long> contact,
            Optional<String> newLeg,
            String by,
            Instant now) {
        PhoneCall after = effect.after();
        var rule = new ScreenRule(settings.now(tx), contact, told.isPresent());
        return new CallWrite(
                told,
                after,
                contact,
                after.legs().stream()
                        .filter(leg -> !before.legs().contains(leg))
                        .toList(),
                rule.of(before.legs(), after),
                newLeg,
                rule.documents(before.over(), after),
                by,
                now);
    }

    private static Optional<String> newLeg(PhoneCall before, Effect effect, CallEvent event) {
        return Optional.of(event.ext())
                .filter(ext ->
                        before.leg(ext).isEmpty() && effect.after().leg(ext).isPresent());
    }

    private List<Item> items(Effect effect, String requestId) {
        PhoneCall after = effect.after();
        return onwards.items(
                after.callid(), after.direction(), after.phone(), after.line(), effect.onward(), requestId);
    }

    /** To be called after the commit. */
    void committed(List<Item> items) {
        engine.committed(items);
        screens.told();
    }
}
