package dev.mosty.telephony.call;

import dev.mosty.contacts.AddressBook;
import dev.mosty.delivery.DeliveryEngine;
import dev.mosty.delivery.Item;
import dev.mosty.delivery.Sessions;
import dev.mosty.settings.Seal;
import dev.mosty.settings.SecretKeys;
import dev.mosty.settings.Settings;
import dev.mosty.settings.TelephonySettings;
import dev.mosty.telephony.TelephonyConfig;
import dev.mosty.telephony.call.CallEvent.Kind;
import dev.mosty.telephony.call.Calls.Origin;
import dev.mosty.telephony.call.Calls.Taken;
import dev.mosty.testsupport.Database;
import dev.mosty.testsupport.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Calls on a real database and a clock that stands, with what 1C would be told as short words. */
final class CallRig implements AutoCloseable {
    static final String CLIENT = "89991234567";

    final Database database = Database.migrated();
    final Jdbi jdbi = database.jdbi();
    final MovableClock clock = new MovableClock();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final DeliveryEngine engine = new DeliveryEngine(
            jdbi, new Sessions(database.url(), database.user(), ""), new SimpleMeterRegistry(), "test");
    private final CurrentSettings current;
    private final Calls calls;

    CallRig() {
        this(TelephonySettings.DEFAULT);
    }

    CallRig(TelephonySettings chosen) {
        var settings = new Settings(
                jdbi,
                new Seal(
                        SecretKeys.parse("TEST", Optional.of("bW9zdHkgdGVzdCBrZXksIDMyIGJ5dGVzIGxvbmcuLi4=")),
                        Optional.empty()));
        settings.update(chosen.changes(), "test");
        current = new CurrentSettings(settings);
        calls = replica();
    }

    /** Another process of the same installation. */
    Calls replica() {
        return replica(jdbi);
    }

    Calls replica(Jdbi database) {
        return new Calls(
                database,
                engine,
                this::words,
                () -> {},
                current,
                new AddressBook(database),
                config(),
                clock,
                new SimpleMeterRegistry());
    }

    private static TelephonyConfig config() {
        return new TelephonyConfig() {
            @Override
            public ZoneId zone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Duration acceptWait() {
                return Duration.ofSeconds(2);
            }
        };
    }

    private List<Item> words(
            String callid, Direction direction, String phone, String line, List<Onward> onward, String requestId) {
        onward.forEach(one -> told.add(
                switch (one) {
                    case Onward.Event(String ext, String type) -> type + " " + ext;
                    case Onward.History(String ext, Instant start, Instant end, boolean answered, String link) ->
                        "HISTORY " + ext + " " + (answered ? "success" : "missed") + " "
                                + Duration.between(start, end).toSeconds() + " " + link;
                }));
        return List.of();
    }

    static CallEvent event(Kind kind, String callId, String ext) {
        return CallEvent.of(kind, new CallName.OfPbx(callId), Direction.IN, ext, CLIENT, "3333333");
    }

    /** @param seconds of the whole call */
    static CallEvent ended(String callId, String ext, String status, Instant start, long seconds, String link) {
        return new CallEvent(
                Kind.ENDED,
                new CallName.OfPbx(callId),
                Direction.IN,
                ext,
                CLIENT,
                "3333333",
                Optional.of(start),
                Optional.empty(),
                Optional.of(start.plusSeconds(seconds)),
                status,
                link);
    }

    Taken rings(String callId, String ext) {
        return take(event(Kind.STARTED, callId, ext));
    }

    Taken answers(String callId, String ext) {
        return take(event(Kind.ANSWERED, callId, ext));
    }

    Taken ends(String callId, String ext, String status) {
        return take(ended(callId, ext, status, clock.instant().minusSeconds(20), 20, ""));
    }

    Taken take(CallEvent event) {
        return takeAt(calls, event);
    }

    Taken takeAt(Calls replica, CallEvent event) {
        try {
            return replica.take(event, new Origin(Origin.Source.PBX, "event", "request"));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    Sweeper sweeper() {
        return new Sweeper(jdbi, calls, clock, 12);
    }

    /** What 1C was told, and forgets it. */
    List<String> told() {
        var words = List.copyOf(told);
        told.clear();
        return words.stream().map(String::strip).toList();
    }

    /** Each call as {@code state result: legs}. */
    List<String> known() {
        return jdbi.withHandle(handle -> handle.select("""
                        select state || ' ' || coalesce(result, '-') || ': ' || (
                            select coalesce(string_agg(ext || ' ' || state || ' ' || coalesce(result, '-'), ', ' order by ext), '')
                              from call_leg where call_id = call.id)
                          from call order by id
                        """).mapTo(String.class).list());
    }

    /** What the screens were told but for the plain steps, as {@code kind extension}. */
    List<String> windows() {
        return jdbi.withHandle(handle -> handle.select(
                        "select kind || ' ' || ext from workplace_event where kind <> 'call' order by id")
                .mapTo(String.class)
                .list());
    }

    String text(String query) {
        return jdbi.withHandle(handle ->
                String.valueOf(handle.select(query).mapTo(String.class).one()));
    }

    @Override
    public void close() {
        engine.close();
        database.close();
    }
}
