package dev.mosty.delivery;

import java.util.List;
import java.util.function.Consumer;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.jdbi.v3.core.Jdbi;

/**
 * How a channel is, for a readiness check. Always up: a service accepts and queues whatever the other side does, and a
 * balancer must not take it out for that; the data says what an operator has to do.
 */
public record ChannelHealth(Jdbi jdbi, String channel) {
    private record Rest(String code, String reason, String until) {}

    /**
     * @param name of the other side, for an operator
     * @param state tells the rest, {@code state} first; may read the database
     */
    public HealthCheckResponse of(String name, Consumer<HealthCheckResponseBuilder> state) {
        HealthCheckResponseBuilder health = HealthCheckResponse.named(name).up();
        try {
            state.accept(health);
            rests().forEach(rest -> health.withData("paused", rest.code() + ": " + rest.reason())
                    .withData("pausedUntil", rest.until()));
            return health.build();
        } catch (RuntimeException away) {
            // The database's own check says that it is away, and takes the readiness down.
            return health.withData("state", "unknown: the database cannot be read")
                    .build();
        }
    }

    private List<Rest> rests() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select case when i.suspended_at is null then c.pause_code else 'copied database' end as code,
                               case when i.suspended_at is null then coalesce(c.pause_reason, '')
                                    else 'nothing is sent and no token refreshed' end as reason,
                               case when i.suspended_at is null then c.paused_until::text
                                    else 'an administrator confirms (select mosty_confirm_installation())' end as until
                        from channel c cross join installation i
                        where c.name = :name and (c.paused_until > now() or i.suspended_at is not null)
                        """)
                .bind("name", channel)
                .map((row, context) -> new Rest(row.getString("code"), row.getString("reason"), row.getString("until")))
                .list());
    }
}
