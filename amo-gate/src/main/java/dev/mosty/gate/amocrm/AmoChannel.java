package dev.mosty.gate.amocrm;

import dev.mosty.delivery.Channel;
import dev.mosty.delivery.Courier;
import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.delivery.Grouping;
import dev.mosty.delivery.Outcome;
import dev.mosty.delivery.Outcome.Done;
import dev.mosty.delivery.Outcome.Pause;
import dev.mosty.delivery.Outcome.Retry;
import dev.mosty.delivery.Parcel;
import dev.mosty.delivery.Plan;
import dev.mosty.delivery.Terms;
import dev.mosty.gate.lead.FieldIds;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Lead updates on their way to amoCRM: one entry a lead and request, changed fields only, later values over earlier
 * ones that have not left yet.
 */
final class AmoChannel implements Channel<LeadBatch> {
    static final String NAME = "amocrm";
    /** The key of an item of which not even the lead is known. */
    static final String NO_LEAD = "?";

    private static final int CONCURRENCY = 4;
    private static final int DELIVERIES_PER_LEAD = 200;
    private static final Duration UPKEEP_EVERY = Duration.ofMinutes(1);
    private static final Duration FIELDS_EVERY = Duration.ofHours(1);
    /** A lead that was just made may not be found at once; searching sooner could make it twice. */
    private static final Duration BEFORE_SEARCHING_AGAIN = Duration.ofSeconds(10);

    private final Optional<AmoApi> api;
    private final AmoConfig config;
    private final Auth auth;
    private final AmoKeys keys;
    private final AmoAccount account;
    private final AccountFields fields;
    private final Findings findings;
    private final MockLeads mock;
    private final PaidOwner.Source paidSource;
    private final ZoneId zone;
    private final BatchSize size;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile FieldIds ids = new FieldIds(Map.of());
    private @Nullable Long fieldsCheckedAt;

    AmoChannel(
            Optional<AmoApi> api,
            AmoConfig config,
            Auth auth,
            AmoKeys keys,
            AmoAccount account,
            AccountFields fields,
            Findings findings,
            MockLeads mock,
            PaidOwner.Source paidSource,
            ZoneId zone) {
        this.api = api;
        this.config = config;
        this.auth = auth;
        this.keys = keys;
        this.account = account;
        this.fields = fields;
        this.findings = findings;
        this.mock = mock;
        this.paidSource = paidSource;
        this.zone = zone;
        this.size = new BatchSize(config.batch());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Terms terms() {
        return new Terms(CONCURRENCY, config.timeout(), config.rate(), UPKEEP_EVERY);
    }

    @Override
    public Grouping grouping() {
        return new Grouping.MergedPerKey(size.present(), DELIVERIES_PER_LEAD);
    }

    @Override
    public Optional<Pause> upkeep(Courier courier) throws LeaseLost {
        account.tell();
        if (api.isEmpty()) {
            return Optional.of(new Pause(
                    UPKEEP_EVERY, "not-configured", "not connected: set " + String.join(", ", keys.missing())));
        }
        var trouble = auth.ensure(api.get(), courier);
        return trouble.isPresent() ? trouble : checkFields(api.get(), courier);
    }

    /** Readiness does not hang on it: a field that cannot be written is a finding, the others go on. */
    private Optional<Pause> checkFields(AmoApi account, Courier courier) throws LeaseLost {
        var checkedAt = fieldsCheckedAt;
        var recent = checkedAt != null && System.nanoTime() - checkedAt < FIELDS_EVERY.toNanos();
        if (recent && !fields.wanted()) {
            return Optional.empty();
        }
        return switch (fields.check(account, courier, auth.token())) {
            case AccountFields.Found.Checked(FieldCheck check) -> {
                ids = check.ids();
                fieldsCheckedAt = System.nanoTime();
                findings.report(check.findings());
                yield Optional.empty();
            }
            case AccountFields.Found.NotNow(Answer why) -> {
                if (why instanceof Answer.Unauthorized) {
                    auth.rejected(auth.token());
                }
                // Once known, the fields stay good enough until the other side is back.
                yield checkedAt == null ? Optional.of(Pauses.of(why, 2)) : Optional.empty();
            }
        };
    }

    @Override
    public Plan<LeadBatch> prepare(Handle tx, List<Parcel> parcels) {
        var account = api.orElseThrow().base().toString();
        var unreadable =
                parcels.stream().filter(parcel -> parcel.key().equals(NO_LEAD)).toList();
        if (!unreadable.isEmpty()) {
            return new Plan<>(stillUnreadable(unreadable), Optional.empty());
        }
        var byKey = parcels.stream().map(Parcel::key).toList();
        var states = LeadStates.read(tx, byKey);
        var remotes = mock.on() ? MockLeads.known(tx, account, byKey) : Map.<String, Long>of();
        var owner = new PaidOwner(paidSource, paidIn1c(tx, byKey));
        var settled = new HashMap<Long, Outcome>();
        var writes = new ArrayList<LeadWrite>();
        var unknown = new LinkedHashMap<String, LeadState>();
        for (var parcel : parcels) {
            var remote = remote(parcel.key(), remotes);
            var target = target(account, remote);
            var state = states.get(parcel.key());
            var before = state != null && state.target().equals(target) ? state : LeadState.unknown(target);
            var write = LeadWrite.of(parcel, remote, before, ids, owner, delivery -> LeadWork.map(delivery, zone));
            if (write.nothingToSend()) {
                LeadSender.done(write, settled);
            } else {
                writes.add(write);
                unknown.put(parcel.key(), write.unknownFrom(before));
            }
        }
        LeadStates.write(tx, unknown);
        return new Plan<>(settled, writes.isEmpty() ? Optional.empty() : Optional.of(new LeadBatch(account, writes)));
    }

    /** Replayed as they are, they tell nobody's lead; the other parcels come again at once. */
    private static Map<Long, Outcome> stillUnreadable(List<Parcel> parcels) {
        var outcomes = new HashMap<Long, Outcome>();
        parcels.forEach(parcel -> parcel.deliveries()
                .forEach(delivery ->
                        outcomes.put(delivery.id(), new Outcome.Dead("still not an item with a lead", null))));
        return outcomes;
    }

    private OptionalLong remote(String key, Map<String, Long> remotes) {
        if (!mock.on()) {
            return OptionalLong.of(Long.parseLong(key));
        }
        var known = remotes.get(key);
        return known == null ? OptionalLong.empty() : OptionalLong.of(known);
    }

    private static String target(String account, OptionalLong remote) {
        return account + "#" + (remote.isPresent() ? remote.getAsLong() : "?");
    }

    private static Set<String> paidIn1c(Handle tx, List<String> leads) {
        return tx
                .createQuery("select distinct lead_id::text from payment where lead_id = any (:leads)")
                .bindArray(
                        "leads", Long.class, leads.stream().map(Long::valueOf).toList())
                .mapTo(String.class)
                .stream()
                .collect(Collectors.toSet());
    }

    @Override
    public Map<Long, Outcome> send(LeadBatch batch, Courier courier) throws LeaseLost {
        var account = api.orElseThrow();
        var outcomes = new HashMap<Long, Outcome>();
        var trouble = auth.repair(account, courier);
        if (trouble.isPresent()) {
            batch.writes().forEach(write -> postpone(write, trouble.get(), outcomes));
            return outcomes;
        }
        var writes = mock.on() ? resolved(account, batch, courier, outcomes) : batch.writes();
        outcomes.putAll(new LeadSender(account, auth, size, failures).send(batch, writes, courier));
        return outcomes;
    }

    /** The writes whose lead is known or could be found or made; the others get their outcome here. */
    private List<LeadWrite> resolved(AmoApi account, LeadBatch batch, Courier courier, Map<Long, Outcome> outcomes)
            throws LeaseLost {
        var missing = new ArrayList<LeadWrite>();
        var trouble = Optional.<Outcome>empty();
        for (var write : batch.writes()) {
            if (write.remoteId().isPresent()) {
                batch.resolved().put(write.key(), write.remoteId().getAsLong());
                continue;
            }
            if (trouble.isPresent()) {
                postpone(write, trouble.get(), outcomes);
                continue;
            }
            switch (mock.search(account, courier, auth.token(), write)) {
                case MockLeads.Resolved.Leads(var found) -> {
                    batch.resolved().putAll(found);
                    if (found.isEmpty()) {
                        missing.add(write);
                    }
                }
                case MockLeads.Resolved.NotNow(Answer why) -> {
                    trouble = Optional.of(notNow(why));
                    postpone(write, trouble.get(), outcomes);
                }
            }
        }
        if (trouble.isPresent()) {
            var reason = trouble.get();
            missing.forEach(write -> postpone(write, reason, outcomes));
        } else if (!missing.isEmpty()) {
            switch (mock.create(account, courier, auth.token(), missing)) {
                case MockLeads.Resolved.Leads(var made) -> batch.resolved().putAll(made);
                case MockLeads.Resolved.NotNow(Answer why) -> {
                    var reason = notNow(why);
                    missing.forEach(write -> postpone(write, reason, outcomes));
                }
            }
        }
        var ready = new ArrayList<LeadWrite>();
        for (var write : batch.writes()) {
            var remote = batch.resolved().get(write.key());
            if (remote != null) {
                ready.add(write.at(remote));
            }
        }
        return ready;
    }

    private Outcome notNow(Answer why) {
        if (why instanceof Answer.Unauthorized) {
            auth.rejected(auth.token());
        }
        var pause = Pauses.of(why, failures.getAndIncrement());
        return why instanceof Answer.Unknown || why instanceof Answer.TooSlow
                ? new Retry(BEFORE_SEARCHING_AGAIN, pause.why())
                : pause;
    }

    private static void postpone(LeadWrite write, Outcome outcome, Map<Long, Outcome> outcomes) {
        write.parcel().deliveries().forEach(delivery -> outcomes.put(delivery.id(), outcome));
    }

    @Override
    public void settle(Handle tx, LeadBatch batch, Map<Long, Outcome> outcomes) {
        if (mock.on()) {
            MockLeads.remember(tx, batch.target(), batch.resolved());
        }
        var written = new LinkedHashMap<String, LeadState>();
        for (var write : batch.writes()) {
            if (outcomes.get(write.parcel().newest().id()) instanceof Done) {
                var remote = remote(write.key(), batch.resolved());
                var state = new LeadState(
                        target(batch.target(), remote), write.before().fields());
                written.put(write.key(), write.writtenIn(state));
            }
        }
        LeadStates.write(tx, written);
        LeadStates.remember(tx, batch.updatedAt());
    }
}
