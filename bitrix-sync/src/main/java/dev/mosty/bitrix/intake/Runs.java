package dev.mosty.bitrix.intake;

import dev.mosty.bitrix.BitrixConfig;
import dev.mosty.bitrix.intake.Entities.Entity;
import dev.mosty.bitrix.intake.Entities.Unreadable;
import dev.mosty.bitrix.plan.Work;
import dev.mosty.delivery.Acceptance;
import dev.mosty.delivery.DeliveryEngine;
import dev.mosty.delivery.Item;
import dev.mosty.delivery.PatientTransaction;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Keeps each POST as a run: durable before it is answered, readable until its time has passed. */
@Singleton
class Runs {
    private static final int MOST_WAITING_SHOWN = 100;

    private final Jdbi jdbi;
    private final DeliveryEngine engine;
    private final BitrixConfig config;

    Runs(Jdbi jdbi, DeliveryEngine engine, BitrixConfig config) {
        this.jdbi = jdbi;
        this.engine = engine;
        this.config = config;
    }

    /** How a run came to be, as the page tells it. */
    enum Source {
        POST,
        FORM,
        PULL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A run before it is stored.
     *
     * @param unreadable those of a wrong shape, where they do not refuse all
     * @param dry nothing is to be written to the portal
     * @param askedBy who tried it on the page
     */
    record NewRun(
            UUID id,
            List<Entity> entities,
            List<Unreadable> unreadable,
            boolean dry,
            Source source,
            @Nullable String askedBy,
            @Nullable String requestId) {}

    /**
     * Returns after the commit.
     *
     * @param dry nothing is to be written to the portal
     * @throws dev.mosty.delivery.NotStored when the database stayed away
     */
    UUID accept(List<Entity> entities, boolean dry, @Nullable String requestId) throws InterruptedException {
        var run = new NewRun(UUID.randomUUID(), entities, List.of(), dry, Source.POST, null, requestId);
        PatientTransaction.run(jdbi, config.acceptWait(), tx -> {
            keep(tx, run);
            return run.id();
        });
        stored();
        return run.id();
    }

    /** As part of the caller's transaction; after its commit comes {@link #stored}. */
    static void keep(Handle tx, NewRun run) {
        store(tx, run);
        Acceptance.accept(tx, items(run));
    }

    /** Runs were committed: their work may begin. */
    void stored() {
        engine.wake(List.of(Work.CHANNEL));
    }

    /** A comparison has a lane of its own: nothing waits behind it, and it is merged with nothing. */
    private static List<Item> items(NewRun run) {
        var items = new ArrayList<Item>(run.entities().size());
        for (var entity : run.entities()) {
            var payload = new Work(run.id(), entity.position(), entity.json()).payload();
            var lane = entity.key().lane();
            items.add(
                    run.dry()
                            ? Item.of(Work.CHANNEL, "dry/" + run.id() + "/" + lane, Work.DRY, payload, run.requestId())
                            : Item.of(Work.CHANNEL, lane, Work.UPSERT, payload, run.requestId()));
        }
        for (var aside : run.unreadable()) {
            items.add(Item.unreadable(
                    Work.CHANNEL,
                    "unreadable/" + run.id() + "/" + aside.position(),
                    Work.UPSERT,
                    new Work(run.id(), aside.position(), aside.json()).payload(),
                    run.requestId(),
                    aside.sentence()));
        }
        return items;
    }

    private static void store(Handle tx, NewRun run) {
        var entities = run.entities();
        tx.execute(
                "insert into bitrix_run (id, request_id, dry, source, asked_by, total, finished_at)"
                        + " values (?, ?, ?, ?, ?, ?, case when ? = 0 then now() end)",
                run.id(),
                run.requestId(),
                run.dry(),
                run.source().word(),
                run.askedBy(),
                entities.size() + run.unreadable().size(),
                entities.size());
        entities(tx, run.id(), entities);
        for (var aside : run.unreadable()) {
            tx.execute(
                    "insert into bitrix_run_item (run, position, entity, origin_id, result, value, finished_at)"
                            + " values (?, ?, ?, ?, 'error', ?, now())",
                    run.id(),
                    aside.position(),
                    aside.entity(),
                    aside.originId(),
                    aside.sentence());
        }
    }

    private static void entities(Handle tx, UUID run, List<Entity> entities) {
        tx.createUpdate("""
                        insert into bitrix_run_item (run, position, entity, origin_id, superseded_by)
                        select :run, position, entity, origin_id, superseded_by
                        from unnest(:positions, :entities, :origins, :superseded)
                             as item (position, entity, origin_id, superseded_by)
                        """)
                .bind("run", run)
                .bindArray(
                        "positions",
                        Integer.class,
                        entities.stream().map(Entity::position).toList())
                .bindArray(
                        "entities",
                        String.class,
                        entities.stream().map(e -> e.key().type().word()).toList())
                .bindArray(
                        "origins",
                        String.class,
                        entities.stream().map(e -> e.key().originId()).toList())
                .bindArray(
                        "superseded",
                        Integer.class,
                        entities.stream()
                                .map(e -> e.supersededBy().orElse(null))
                                .toArray())
                .execute();
    }

    /** Whether every entity of the run has its result. */
    boolean finished(UUID run) {
        return jdbi.withHandle(handle -> handle.select(
                        "select exists (select 1 from bitrix_run where id = ? and finished_at is not null)", run)
                .mapTo(Boolean.class)
                .one());
    }

    Optional<RunReport> read(UUID run) {
        return jdbi.inTransaction(tx -> {
            var results = results(tx, run);
            return tx.select("select * from bitrix_run where id = ?", run)
                    .map((row, context) -> {
                        var total = row.getInt("total");
                        var ok = (int) results.stream()
                                .filter(result -> result.result().equals("ok"))
                                .count();
                        var finished = row.getTimestamp("finished_at");
                        return new RunReport(
                                run.toString(),
                                finished == null ? "running" : "done",
                                row.getBoolean("dry"),
                                total,
                                results.size(),
                                ok,
                                results.size() - ok,
                                total == 0 ? 1 : Math.floor(1000.0 * results.size() / total) / 1000,
                                row.getTimestamp("accepted_at").toInstant(),
                                finished == null ? null : finished.toInstant(),
                                results,
                                finished == null ? unfinished(tx, run) : List.of());
                    })
                    .findOne();
        });
    }

    private static List<RunReport.Result> results(Handle tx, UUID run) {
        return tx.select("select * from bitrix_run_item where run = ? and result is not null order by position", run)
                .map((row, context) -> new RunReport.Result(
                        row.getInt("position"),
                        row.getString("entity"),
                        row.getString("origin_id"),
                        row.getString("result"),
                        row.getString("value"),
                        (Integer) row.getObject("superseded_by"),
                        row.getString("note"),
                        row.getString("changes")))
                .list();
    }

    /** The reason is that of the lane's oldest delivery, whatever run it is of: the others wait behind it. */
    private static List<RunReport.Unfinished> unfinished(Handle tx, UUID run) {
        return tx.createQuery("""
                        select i.position, i.entity, i.origin_id,
                               (select d.last_error from delivery d
                                 where d.channel = :channel and d.dead_at is null
                                   and d.key = case when r.dry then 'dry/' || r.id || '/' else '' end
                                               || i.entity || '/' || lower(i.origin_id)
                                 order by d.id limit 1) as why
                        from bitrix_run_item i join bitrix_run r on r.id = i.run
                        where i.run = :run and i.result is null order by i.position limit :most
                        """)
                .bind("channel", Work.CHANNEL)
                .bind("run", run)
                .bind("most", MOST_WAITING_SHOWN)
                .map((row, context) -> new RunReport.Unfinished(
                        row.getInt("position"),
                        row.getString("entity"),
                        row.getString("origin_id"),
                        row.getString("why")))
                .list();
    }
}
