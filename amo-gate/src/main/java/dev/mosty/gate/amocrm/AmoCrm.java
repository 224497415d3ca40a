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
    /** amoCRM's limits: requests of a whole account a second, leads of one write ({@code facts/amocrm.md §2}). */
    private static final int MOST_A_SECOND = 50;

    private static final int MOST_LEADS = 250;

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
            AmoAccount account,
            AccountFields fields,
            Findings findings,
            GateConfig gate,
            SmallRyeConfig environment,
            Clock clock) {
        check(environment);
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
                account,
                fields,
                findings,
                new MockLeads(mock),
                paidSource(environment.getOptionalValue("paid.source", String.class)),
                gate.zone()));
    }

    /** What a converter takes and amoCRM would not; a rate of 0 would be no limit at all. */
    private void check(SmallRyeConfig environment) {
        if (!(config.rate() > 0 && config.rate() <= MOST_A_SECOND)) {
            throw new Misconfigured("AMO_RATE", "must be more than 0 and at most " + MOST_A_SECOND);
        }
        if (config.batch() < 1 || config.batch() > MOST_LEADS) {
            throw new Misconfigured("AMO_BATCH", "must be from 1 to " + MOST_LEADS);
        }
        if (!config.timeout().isPositive()) {
            throw new Misconfigured("AMO_TIMEOUT", "must be more than 0");
        }
        environment
                .getOptionalValue("mock.lead-id", String.class)
                .filter(value -> !value.matches("(?i)true|false"))
                .ifPresent(value -> {
                    throw new Misconfigured("MOCK_LEAD_ID", "must be true or false");
                });
    }

    private static PaidOwner.Source paidSource(Optional<String> value) {
        return switch (value.orElse("rdesk")) {
            case "rdesk" -> PaidOwner.Source.RDESK;
            case "1c" -> PaidOwner.Source.ONE_C;
            default -> throw new Misconfigured("PAID_SOURCE", "must be rdesk or 1c");
        };
    }
}
