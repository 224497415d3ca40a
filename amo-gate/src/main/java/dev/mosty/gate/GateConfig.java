package dev.mosty.gate;

import dev.mosty.settings.Zone;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/** {@code GATE_*}: how the gate takes work in. */
@ConfigMapping(prefix = "gate")
public interface GateConfig {

    /** {@code GATE_MAX_BODY}: the largest body, then 413. */
    @WithDefault("10M")
    MemorySize maxBody();

    /** {@code GATE_ACCEPT_WAIT}: how long a post waits for the database, then 503. */
    @WithDefault("10s")
    Duration acceptWait();

    /** {@code GATE_TOKEN}: set, RDESK must present it. */
    Optional<String> token();

    /** {@code GATE_ALLOW_IPS}: set, only these networks may post. */
    Optional<String> allowIps();

    /** {@code GATE_ZONE}: where visits take place. */
    @WithDefault("Europe/Moscow")
    @WithConverter(Zone.class)
    ZoneId zone();
}
