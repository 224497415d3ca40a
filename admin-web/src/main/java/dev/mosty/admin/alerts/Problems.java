package dev.mosty.admin.alerts;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** What is wrong now, as the database tells. */
@Singleton
class Problems {
    /** Why the portal refuses everything: it goes on only after somebody has seen to it, so nobody waits to be told. */
    private static final List<String> PERSON_NEEDED =
            List.of("unauthorized", "forbidden", "elsewhere", "blocked", "refused");

    private final Jdbi jdbi;

    Problems(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    List<Problem> found(AlertForm limits, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select 'queue' as kind, channel as about,
                               (extract(epoch from :now::timestamptz - min(accepted_at))::bigint / 60)::text as value
                        from delivery where dead_at is null
                        group by channel having min(accepted_at) <= :now::timestamptz - make_interval(mins => :queue)
                        union all
                        select 'dead', channel, count(*)::text
                        from delivery where dead_at is not null
                        group by channel having count(*) >= :dead
                        union all
                        select 'paused', name, (extract(epoch from :now::timestamptz - paused_at)::bigint / 60)::text
                        from channel where paused_until > :now::timestamptz and paused_at <= :now::timestamptz - make_interval(mins => :paused)
                         and not (name = 'bitrix' and pause_code = any (:needing))
                        union all
                        select 'reauthorize', '', ''
                        from oauth_token where provider = 'amocrm' and problem is not null
                         and not exists (select from amo_account where long_lived)
                        union all
                        select 'portal', '', '' from channel
                        where name = 'bitrix' and paused_until > :now::timestamptz and pause_code = any (:needing)
                        union all
                        select 'pull', '', '' from bitrix_pull
                        where problem is not null and asked_at is not null
                         and coalesce(good_at, '-infinity') <= :now::timestamptz - make_interval(mins => :paused)
                        union all
                        select 'conflicts', '', count(*)::text from bitrix_link where conflict is not null
                        having count(*) > 0
                        union all
                        select 'copied', '', '' from installation where suspended_at is not null
                        order by 1, 2
                        """)
                .bind("now", now)
                .bind("queue", limits.number(AlertSetting.QUEUE))
                .bind("dead", limits.number(AlertSetting.DEAD))
                .bindArray("needing", String.class, PERSON_NEEDED)
                .bind("paused", limits.number(AlertSetting.PAUSED))
                .map((row, context) ->
                        new Problem(row.getString("kind"), row.getString("about"), row.getString("value")))
                .list());
    }
}
