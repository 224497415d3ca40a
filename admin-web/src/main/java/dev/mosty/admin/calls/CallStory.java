package dev.mosty.admin.calls;

import dev.mosty.journal.Masking;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** One call's parts: who rang, and what the PBX told of it. */
@Singleton
class CallStory {
    private static final int MOST = 200;
    private static final int MOST_RAW = 4000;

    private final Jdbi jdbi;

    CallStory(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @param people the logins that have this extension */
    public record Leg(
            String ext,
            String people,
            int state,
            @Nullable Instant rangAt,
            @Nullable Instant answeredAt,
            @Nullable Instant endedAt,
            String status,
            @Nullable String result) {

        /** A word of the bundle after {@code calls-leg}. */
        public String standing() {
            return result != null ? result : state == 1 ? "ringing" : state == 2 ? "talking" : "over";
        }

        public String talked() {
            return CallRow.between(answeredAt, endedAt);
        }
    }

    /** @param raw masked; empty once it is forgotten */
    public record Told(
            Instant at,
            String source,
            String requestId,
            @Nullable String raw) {
        public String shown() {
            return raw == null ? "" : Masking.body(raw, MOST_RAW);
        }
    }

    List<Leg> legs(long call) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select l.*, coalesce((select string_agg(u.login, ', ' order by u.login) from app_user u
                            where u.disabled_at is null and l.ext = any(u.extensions)), '') as people
                        from call_leg l where l.call_id = :call order by l.rang_at nulls last, l.ext limit :most
                        """)
                .bind("call", call)
                .bind("most", MOST)
                .map(ConstructorMapper.of(Leg.class))
                .list());
    }

    List<Told> told(long call) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select at, source, request_id, raw from pbx_event where call_id = :call order by id limit :most
                        """)
                .bind("call", call)
                .bind("most", MOST)
                .map(ConstructorMapper.of(Told.class))
                .list());
    }
}
