package dev.mosty.bitrix.portal;

import dev.mosty.bitrix.BitrixConfig;
import dev.mosty.delivery.DeliveryEngine;
import dev.mosty.web.Outbound;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Opens the portal's channel at start, with whatever is configured. */
@Singleton
class BitrixPortal {
    private static final Logger LOG = Logger.getLogger(BitrixPortal.class);

    void open(
            @Observes StartupEvent start,
            BitrixConfig config,
            DeliveryEngine engine,
            Outbound outbound,
            Jdbi jdbi,
            Clock clock) {
        config.check();
        var portal = Portal.of(config);
        if (portal.isEmpty()) {
            LOG.warnf(
                    "Bitrix24 is not connected, what arrives is queued: set %s",
                    String.join(", ", Portal.missing(config)));
        }
        tell(jdbi, config, portal);
        engine.open(new PortalChannel(
                portal.map(address -> new PortalApi(outbound, address, config.timeout())),
                config,
                new StageList(jdbi),
                new FieldList(jdbi),
                new Choices(jdbi, engine),
                new Directory(jdbi),
                clock));
    }

    /** So that the page can say what is missing, and link to the portal's cards. */
    private static void tell(Jdbi jdbi, BitrixConfig config, Optional<Portal> portal) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into bitrix_portal (name, site, missing) values (:name, :site, :missing)
                        on conflict (singleton) do update
                           set name = excluded.name, site = excluded.site, missing = excluded.missing, told_at = now()
                        """)
                .bind("name", portal.map(Portal::name).orElse(null))
                .bind("site", portal.map(Portal::site).orElse(null))
                .bindArray("missing", String.class, Portal.missing(config))
                .execute());
    }
}
