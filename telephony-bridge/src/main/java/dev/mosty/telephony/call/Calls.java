package dev.mosty.telephony.call;

import dev.mosty.contacts.AddressBook;
import dev.mosty.contacts.Contact;
import dev.mosty.contacts.Matches;
import dev.mosty.delivery.Acceptance;
import dev.mosty.delivery.DeliveryEngine;
import dev.mosty.delivery.Item;
import dev.mosty.delivery.NotStored;
import dev.mosty.delivery.PatientTransaction;
import dev.mosty.settings.DatabaseFault;
import dev.mosty.telephony.TelephonyConfig;
import dev.mosty.telephony.call.CallTable.Stored;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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

    /** Connections of the pool that events may have at once; the rest is for those who carry them on. */
    private static final int AT_ONCE = 5;

    private final Jdbi jdbi;
    private final DeliveryEngine engine;
    private final Onwards onwards;
    private final Screens screens;
    private final CurrentSettings settings;
    private final AddressBook book;
    private final Clock clock;
    private final Duration patience;
    private final Callids callids;
    private final Map<Taken, Counter> counters = new EnumMap<>(Taken.class);
    private final Semaphore places = new Semaphore(AT_ONCE, true);

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
        this.patience = config.acceptWait();
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

    /** Returns after the commit. */
    public Taken take(CallEvent event, Origin origin) throws InterruptedException {
        Taken taken = tryTaking(event, origin);
        Objects.requireNonNull(counters.get(taken)).increment();
        return taken;
    }

    private Taken tryTaking(CallEvent event, Origin origin) throws InterruptedException {
        if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return Taken.NOT_STORED;
        }
        try {
            Optional<Long> contact = contact(event);
            Optional<List<Item>> items =
                    PatientTransaction.run(jdbi, patience, tx -> accept(tx, event, contact, origin));
            items.ifPresent(this::committed);
            return items.isPresent() ? Taken.STORED : Taken.REPEAT;
        } catch (NotStored e) {
            return Taken.NOT_STORED;
        } finally {
            places.release();
        }
    }

    /** Whose number it is, if it is one contact's; looked up beforehand, so that nobody waits for it under a lock. */
    private Optional<Long> contact(CallEvent event) {
        if (event.kind() != CallEvent.Kind.STARTED || event.phone().isEmpty()) {
            return Optional.empty();
        }
        try {
            Matches found = book.search(event.phone(), settings.now(jdbi).digits(), 1);
            return found.more()
                    ? Optional.empty()
                    : found.contacts().stream().findFirst().map(Contact::id);
        } catch (JdbiException e) {
            LOG.debugf("A call begins without its contact: %s", DatabaseFault.of(e));
            return Optional.empty();
        }
    }

    /** What is to be delivered; empty for a repeat. */
    private Optional<List<Item>> accept(Handle tx, CallEvent event, Optional<Long> contact, Origin origin) {
        Instant now = clock.instant();
        var told = new CallWrite.Told(event, origin);
        Optional<Stored> latest = CallTable.lockLatest(tx, event);
        boolean taken = latest.filter(Stored::taken).isPresent();
        return switch (Belonging.of(event, latest.map(Stored::call), taken, now)) {
            case REPEAT -> Optional.empty();
            case SAME_CALL -> Optional.of(goOn(tx, latest.orElseThrow(), event, told, now));
            case NEW_CALL -> Optional.of(begin(tx, event, contact, told, now));
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
                return tell(tx, effect, told.origin().requestId());
            }
        }
    }

    private List<Item> goOn(Handle tx, Stored known, CallEvent event, CallWrite.Told told, Instant now) {
        Effect effect = CallRule.apply(known.call(), event, now);
        var newLeg = newLeg(known.call(), effect, event);
        write(tx, Optional.of(told), known.call(), effect, known.contact(), newLeg, "pbx", now)
                .update(tx, known.id());
        return tell(tx, effect, told.origin().requestId());
    }

    /** What the sweeper decided. */
    List<Item> close(Handle tx, Stored known, Effect effect, Instant now) {
        write(tx, Optional.empty(), known.call(), effect, known.contact(), Optional.empty(), "sweeper", now)
                .update(tx, known.id());
        return tell(tx, effect, "");
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

    private List<Item> tell(Handle tx, Effect effect, String requestId) {
        PhoneCall after = effect.after();
        List<Item> items = onwards.items(
                after.callid(), after.direction(), after.phone(), after.line(), effect.onward(), requestId);
        if (!items.isEmpty()) {
            Acceptance.accept(tx, items);
        }
        return items;
    }

    /** To be called after the commit. */
    void committed(List<Item> items) {
        engine.committed(items);
        screens.told();
    }
}
