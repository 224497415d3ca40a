package dev.mosty.admin;

import dev.mosty.settings.Zone;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.ZoneId;
import java.util.Optional;

/** {@code ADMIN_*}: the pages for the staff. */
@ConfigMapping(prefix = "admin")
public interface AdminConfig {

    /** {@code ADMIN_LOGIN}: the first administrator. */
    @WithDefault("root")
    String login();

    /** {@code ADMIN_PASSWORD}: of the first administrator, for the first start; unset, one is made and shown once. */
    Optional<String> password();

    /** {@code ADMIN_ALLOW_IPS}: from where the pages can be opened; {@code *} is from everywhere. */
    @WithDefault("127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7,fe80::/10")
    String allowIps();

    /** {@code ADMIN_ZONE}: in which times are shown. */
    @WithDefault("Europe/Moscow")
    @WithConverter(Zone.class)
    ZoneId zone();

    /** {@code ADMIN_WORKPLACE_URL}: the employees' page at telephony-bridge, if it is not behind the same address. */
    @WithDefault("/workplace")
    String workplaceUrl();

    /** {@code ADMIN_PASSWORD_COST}: of bcrypt, 2 to the power of this; a hash should take about a quarter second. */
    @WithDefault("12")
    int passwordCost();
}
