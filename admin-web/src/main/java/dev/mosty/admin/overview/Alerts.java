package dev.mosty.admin.overview;

import dev.mosty.admin.deliveries.ChannelRow;
import dev.mosty.admin.shell.Told;
import dev.mosty.admin.shell.Words;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Gathers what needs a person, the worst first. */
@Singleton
class Alerts {
    private static final String AMOCRM_PAGE = "/admin/settings/amocrm";

    private final Jdbi jdbi;
    private final Optional<String> tlsMode;

    /** @param tlsMode {@code TLS_MODE} of nginx, where this service is told it */
    Alerts(Jdbi jdbi, @ConfigProperty(name = "tls.mode") Optional<String> tlsMode) {
        this.jdbi = jdbi;
        this.tlsMode = tlsMode;
    }

    List<Alert> list(List<ChannelRow> channels, Locale locale) {
        List<Alert> alerts = new ArrayList<>();
        if (tlsMode.filter("selfsigned"::equals).isPresent()) {
            alerts.add(new Alert("bad", Words.of(locale, "overview-self-signed"), "", null, ""));
        }
        jdbi.useHandle(handle -> {
            alerts.addAll(authorization(handle, locale));
            alerts.addAll(warnings(handle, locale));
        });
        for (ChannelRow channel : channels) {
            if (channel.dead() > 0) {
                alerts.add(new Alert(
                        "warn",
                        Words.of(locale, "overview-dead", channel.name(), channel.dead()),
                        "",
                        null,
                        "/admin/deliveries?state=dead&channel=" + encoded(channel.name())));
            }
        }
        alerts.addAll(jdbi.withHandle(handle -> findings(handle, locale)));
        return alerts;
    }

    /** Whether and since when this database waits for the word that it may speak. */
    Optional<Instant> suspended() {
        return jdbi.withHandle(
                handle -> handle.select("select suspended_at from installation where suspended_at is not null")
                        .mapTo(Instant.class)
                        .findOne());
    }

    private static List<Alert> authorization(Handle handle, Locale locale) {
        return handle.select("select problem, problem_at from oauth_token where problem is not null order by provider")
                .map((row, context) -> new Alert(
                        "bad",
                        Words.of(locale, "overview-authorize"),
                        Told.of(locale, row.getString("problem")),
                        instant(row.getTimestamp("problem_at")),
                        AMOCRM_PAGE))
                .list();
    }

    private static List<Alert> warnings(Handle handle, Locale locale) {
        return handle.select("select service, code, since from warning order by since, service, code")
                .map((row, context) -> new Alert(
                        "warn",
                        row.getString("service") + ": "
                                + Words.known(locale, "overview-warning-" + row.getString("code"))
                                        .orElse(row.getString("code")),
                        "",
                        instant(row.getTimestamp("since")),
                        ""))
                .list();
    }

    private static List<Alert> findings(Handle handle, Locale locale) {
        return handle.select("select name, jsonb_array_elements_text(findings) as said from channel order by name")
                .map((row, context) -> new Alert(
                        "warn",
                        Words.of(locale, "overview-finding", row.getString("name")),
                        Told.of(locale, row.getString("said")),
                        null,
                        row.getString("name").equals("amocrm") ? AMOCRM_PAGE : ""))
                .list();
    }

    private static @Nullable Instant instant(java.sql.@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
