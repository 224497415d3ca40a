package dev.mosty.admin.deliveries;

import dev.mosty.access.Audit;
import dev.mosty.access.Audit.Actor;
import dev.mosty.delivery.DeliveryEngine;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** The table {@code channel} with what waits in each; and the pause that people set. */
@Singleton
public class Channels {
    private final Jdbi jdbi;
    private final DeliveryEngine engine;

    Channels(Jdbi jdbi, DeliveryEngine engine) {
        this.jdbi = jdbi;
        this.engine = engine;
    }

    /** The oldest is the one with the lowest number, which the primary key finds without counting a deep queue. */
    public List<ChannelRow> list() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select c.name, coalesce(c.paused_until > now(), false) as paused,
                               coalesce(c.paused_until = 'infinity', false) as endless,
                               nullif(c.paused_until, 'infinity') as paused_until, c.pause_reason, c.pause_by, c.holder,
                               coalesce(l.lanes, 0) as lanes, coalesce(l.pending, 0) as pending,
                               coalesce(l.due, 0) as due, l.next_due,
                               (select d.accepted_at from delivery d
                                 where coalesce(l.lanes, 0) > 0 and d.channel = c.name and d.dead_at is null
                                 order by d.id limit 1) as oldest,
                               (select count(*) from delivery d where d.channel = c.name and d.dead_at is not null) as dead
                          from channel c
                          left join (select channel, count(*) as lanes, sum(pending) as pending,
                                            count(*) filter (where due_at <= now()) as due, min(due_at) as next_due
                                       from delivery_lane group by channel) l on l.channel = c.name
                         order by c.name
                        """)
                .map(ConstructorMapper.of(ChannelRow.class))
                .list());
    }

    /** Nothing leaves until somebody resumes it; false if there is no such channel. */
    boolean pause(String channel, String reason, Actor by) {
        return jdbi.inTransaction(tx -> {
            boolean known = exists(tx, channel);
            if (known) {
                tx.select("select mosty_pause(?, ?)", channel, reason)
                        .mapToMap()
                        .list();
                Audit.write(tx, by, "channel.paused", channel, reason);
            }
            return known;
        });
    }

    /** False if there is no such channel. */
    boolean resume(String channel, Actor by) {
        boolean known = jdbi.inTransaction(tx -> {
            boolean there = exists(tx, channel);
            if (there) {
                tx.select("select mosty_resume(?)", channel).mapToMap().list();
                Audit.write(tx, by, "channel.resumed", channel, "");
            }
            return there;
        });
        if (known) {
            engine.wake(List.of(channel));
        }
        return known;
    }

    private static boolean exists(Handle tx, String channel) {
        return tx.select("select exists (select from channel where name = ?)", channel)
                .mapTo(Boolean.class)
                .one();
    }
}
