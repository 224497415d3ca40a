package dev.mosty.gate.amocrm;

import dev.mosty.delivery.DeliveryEngine;
import dev.mosty.gate.GateConfig;
import dev.mosty.settings.Misconfigured;
import dev.mosty.web.Outbound;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Opens the amoCRM channel at start, with whatever is configured. */
@Singleton
public class AmoCrm {
    /** The channel's name, under which leads' work is accepted. */
    public static final String CHANNEL = AmoChannel.NAME;

    /** The key of an item of which not even the lead is known; it is dead from the beginning. */
    public static final String NO_LEAD = AmoChannel.NO_LEAD;

    private static final Logger LOG = Logger.getLogger(AmoCrm.class);

    private final AmoConfig config;
    private final MockConfig mock;
    private final AmoKeys keys;
    private final TokenStore store;

    AmoCrm(AmoConfig config, MockConfig mock, AmoKeys keys, TokenStore store) {
        this.config = config;
        this.mock = mock;
        this.keys = keys;
        this.store = store;
    }

    /** The connected account's address, as far as it is configured. */
    public Optional<String> account() {
        return keys.base().map(Object::toString);
    }

    void open(
            @Observes StartupEvent start,
            DeliveryEngine engine,
            Outbound outbound,
            AccountFields fields,
            Findings findings,
            GateConfig gate,
            SmallRyeConfig environment,
            Clock clock) {
        config.tokensDir().ifPresent(dir -> TokenImport.from(Path.of(dir), store, config.authCode(), clock));
        if (!keys.missing().isEmpty()) {
            LOG.warnf("amoCRM is not connected, what arrives is queued: set %s", String.join(", ", keys.missing()));
        }
        if (mock.leadId()) {
            LOG.warn("Mock mode: leads are written to leads named ID_<lead> of the connected account");
        }
        engine.open(new AmoChannel(
                keys.base().map(base -> new AmoApi(outbound, base, config.timeout())),
                config,
                new Auth(keys, store, config.longLivedToken(), clock),
                keys,
                fields,
                findings,
                new MockLeads(mock),
                paidSource(environment.getOptionalValue("paid.source", String.class)),
                gate.zone()));
    }

    private static PaidOwner.Source paidSource(Optional<String> value) {
        return switch (value.orElse("rdesk")) {
            case "rdesk" -> PaidOwner.Source.RDESK;
            case "1c" -> PaidOwner.Source.ONE_C;
            default -> throw new Misconfigured("PAID_SOURCE", "must be rdesk or 1c");
        };
    }
}
