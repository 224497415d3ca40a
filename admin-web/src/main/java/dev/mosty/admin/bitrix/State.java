package dev.mosty.admin.bitrix;

import dev.mosty.admin.deliveries.ChannelRow;
import dev.mosty.admin.deliveries.Channels;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** What every page of this package shows above its own: whether the portal is connected, and what a person has to do. */
@Singleton
class State {
    private static final String CHANNEL = "bitrix";

    private final Jdbi jdbi;
    private final Channels channels;

    State(Jdbi jdbi, Channels channels) {
        this.jdbi = jdbi;
        this.channels = channels;
    }

    /**
     * @param channel null until bitrix-sync has run once
     * @param conflicts objects of which the portal has several
     * @param strangers users of 1C who are nobody at the portal
     * @param coins currencies of 1C that are none there
     * @param pull how 1C is asked for changes; null if it is not
     */
    record Seen(
            Portal portal,
            @Nullable ChannelRow channel,
            long conflicts,
            long strangers,
            long coins,
            @Nullable Pull pull) {}

    /**
     * @param problem why the last look brought nothing, if it did not
     * @param failingSince since when none brings anything
     * @param aside objects of a wrong shape in the last page that had any, with its run and time
     */
    public record Pull(
            Instant askedAt,
            @Nullable String problem,
            @Nullable Instant failingSince,
            int aside,
            @Nullable UUID asideRun,
            @Nullable Instant asideAt) {}

    Seen seen() {
        var channel = channels.list().stream()
                .filter(row -> row.name().equals(CHANNEL))
                .findFirst();
        return jdbi.withHandle(handle -> new Seen(
                portal(),
                channel.orElse(null),
                handle.select("select count(*) from bitrix_link where conflict is not null")
                        .mapTo(Long.class)
                        .one(),
                handle.select("select count(*) from bitrix_user where portal_id is null")
                        .mapTo(Long.class)
                        .one(),
                handle.select("select count(*) from bitrix_currency where code is null")
                        .mapTo(Long.class)
                        .one(),
                handle.select("select asked_at, problem, failing_since, aside, aside_run, aside_at"
                                + " from bitrix_pull where asked_at is not null")
                        .map(ConstructorMapper.of(Pull.class))
                        .findOne()
                        .orElse(null)));
    }

    Portal portal() {
        return jdbi.withHandle(handle -> handle.select(
                        "select coalesce(name, '') as name, coalesce(site, '') as site, missing from bitrix_portal")
                .map((row, context) -> new Portal(true, row.getString("name"), row.getString("site"), List.of((String[])
                        row.getArray("missing").getArray())))
                .findOne()
                .orElse(Portal.UNKNOWN));
    }
}
