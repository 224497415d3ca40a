package dev.mosty.admin.bitrix;

import dev.mosty.access.Audit;
import dev.mosty.access.Audit.Actor;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Entities that people try: left in {@code bitrix_trial}, of which bitrix-sync makes runs within a second. */
@Singleton
class Trials {
    private final Jdbi jdbi;

    Trials(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @param refused why no run was made of it; null while nobody has looked */
    record Waiting(Instant askedAt, @Nullable String refused) {}

    /**
     * @param item as {@code POST /v1/entities} takes it
     * @return the number that the run will have
     */
    UUID leave(Kind kind, String originId, String item, boolean dry, Actor by) {
        UUID run = UUID.randomUUID();
        jdbi.useTransaction(tx -> {
            tx.execute(
                    "insert into bitrix_trial (run, item, dry, asked_by) values (?, ?, ?, ?)",
                    run,
                    item,
                    dry,
                    by.name());
            Audit.write(tx, by, dry ? "bitrix.compared" : "bitrix.tried", kind.key(originId), "");
        });
        return run;
    }

    /** What was tried under that number and refused. */
    Optional<String> refusedItem(UUID run) {
        return jdbi.withHandle(
                handle -> handle.select("select item from bitrix_trial where run = ? and refused is not null", run)
                        .mapTo(String.class)
                        .findOne());
    }

    Optional<Waiting> waiting(UUID run) {
        return jdbi.withHandle(handle -> handle.select("select asked_at, refused from bitrix_trial where run = ?", run)
                .map((row, context) -> new Waiting(row.getTimestamp("asked_at").toInstant(), row.getString("refused")))
                .findOne());
    }
}
