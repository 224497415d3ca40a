package dev.mosty.admin.overview;

import dev.mosty.admin.AdminConfig;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** How the exchange with Bitrix24 is today, in the tables of bitrix-sync. */
@Singleton
class Bitrix {
    private final Jdbi jdbi;
    private final ZoneId zone;

    Bitrix(Jdbi jdbi, AdminConfig config) {
        this.jdbi = jdbi;
        this.zone = config.zone();
    }

    /**
     * @param connected whether a portal is
     * @param runs that came today
     * @param waiting objects of any day that have no result yet
     * @param conflicts objects of which the portal has several
     * @param askedAt when 1C was asked for changes last; null if it is not
     * @param goodAt when it answered well last
     * @param problem why it did not the last time
     */
    record Today(
            boolean connected,
            long runs,
            long objects,
            long waiting,
            long conflicts,
            @Nullable Instant askedAt,
            @Nullable Instant goodAt,
            @Nullable String problem) {}

    /** Empty where bitrix-sync has never run. */
    Optional<Today> today() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select p.site is not null as connected, r.runs, r.objects,
                               (select count(*) from bitrix_run_item where result is null) as waiting,
                               (select count(*) from bitrix_link where conflict is not null) as conflicts,
                               l.asked_at, l.good_at, case when l.asked_at is not null then l.problem end as problem
                          from bitrix_portal p
                          cross join (select count(*) as runs, coalesce(sum(total), 0) as objects
                                        from bitrix_run where accepted_at >= date_trunc('day', now(), :zone)) r
                          left join bitrix_pull l on true
                        """)
                .bind("zone", zone.getId())
                .map((row, context) -> new Today(
                        row.getBoolean("connected"),
                        row.getLong("runs"),
                        row.getLong("objects"),
                        row.getLong("waiting"),
                        row.getLong("conflicts"),
                        instant(row, "asked_at"),
                        instant(row, "good_at"),
                        row.getString("problem")))
                .findOne());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
