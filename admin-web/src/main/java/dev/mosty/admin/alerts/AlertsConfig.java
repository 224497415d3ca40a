package dev.mosty.admin.alerts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** {@code ALERTS_*}: what is no setting of the page. */
@ConfigMapping(prefix = "alerts")
interface AlertsConfig {

    /** {@code ALERTS_EVERY}: how often one of the replicas looks; {@code off} for never. */
    @WithDefault("60s")
    String every();

    /** {@code ALERTS_TELEGRAM_URL}: Telegram's bots, or a relay where they cannot be reached directly. */
    @WithDefault("https://api.telegram.org")
    URI telegramUrl();

    /**
     * {@code ALERTS_SMTP_CA_FILE}: PEM of the authority of a mail server whose certificate is of none that everybody
     * knows; then only this one is trusted.
     */
    Optional<Path> smtpCaFile();
}
