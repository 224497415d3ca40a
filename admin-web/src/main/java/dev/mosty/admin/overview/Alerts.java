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
    private static final String BITRIX_PAGE = "/admin/bitrix";
    private static final String AMOCRM_PAGE = "/admin/settings/amocrm";

    private final Jdbi jdbi;
    private final Optional<String> tlsMode;

    /** @param tlsMode {@code TLS_MODE} of nginx, where this service is told it */
    Alerts(Jdbi jdbi, @ConfigProperty(name = "tls.mode") Optional<String> tlsMode) {
        this.jdbi = jdbi;
        this.tlsMode = tlsMode;
    }

    List<Alert> list(List<ChannelRow> channels, Optional<Bitrix.Today> bitrix, Locale locale) {
        List<Alert> alerts = new ArrayList<>();
        if (tlsMode.filter("selfsigned"::equals).isPresent()) {
            alerts.add(new Alert("bad", Words.of(locale, "overview-self-signed"), "", null, ""));
        }
        jdbi.useHandle(handle -> {
            alerts.addAll(authorization(handle, locale));
            alerts.addAll(stopped(handle, locale));
            alerts.addAll(stuck(handle, locale));
            alerts.addAll(warnings(handle, locale));
        });
        bitrix.ifPresent(today -> alerts.addAll(exchange(today, locale)));
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

    /** Channels that wait because of the other side; for a consent of amoCRM there is a sentence of its own. */
    private static List<Alert> stopped(Handle handle, Locale locale) {
        return handle.select("""
                        select name, pause_code, coalesce(pause_reason, '') as reason, paused_at from channel
                         where paused_until > now() and pause_by is distinct from 'operator'
                           and pause_code not in ('token', 'reauthorize')
                         order by name
                        """)
                .map((row, context) -> {
                    String name = row.getString("name");
                    return new Alert(
                            "bad",
                            Words.known(locale, "overview-stopped-" + name + "-" + row.getString("pause_code"))
                                    .orElseGet(() -> Words.of(locale, "overview-stopped", name)),
                            Told.of(locale, row.getString("reason")),
                            instant(row.getTimestamp("paused_at")),
                            "/admin/deliveries?state=waiting&channel=" + encoded(name));
                })
                .list();
    }

    /**
     * Channels that send on while their oldest is refused again and again. Nobody refuses what waits for another object
     * of 1C to come.
     */
    private static List<Alert> stuck(Handle handle, Locale locale) {
        return handle.select("""
                        select c.name, d.accepted_at, coalesce(d.last_error, '') as said from channel c
                          join lateral (select accepted_at, attempts, last_error from delivery d
                                         where d.channel = c.name and d.dead_at is null
                                           and not (c.name = 'bitrix'
                                                    and exists (select from bitrix_waiting w where w.key = d.key))
                                         order by d.id limit 1) d on true
                         where coalesce(c.paused_until <= now(), true) and d.attempts > 1
                           and d.accepted_at < now() - interval '2 minutes'
                         order by c.name
                        """)
                .map((row, context) -> new Alert(
                        "warn",
                        Words.of(locale, "overview-stuck", row.getString("name")),
                        Told.of(locale, row.getString("said")),
                        instant(row.getTimestamp("accepted_at")),
                        "/admin/deliveries?state=waiting&channel=" + encoded(row.getString("name"))))
                .list();
    }

    /** What the exchange with Bitrix24 wants a person for; its channel is told of with the others. */
    private static List<Alert> exchange(Bitrix.Today today, Locale locale) {
        List<Alert> alerts = new ArrayList<>();
        if (today.conflicts() > 0) {
            alerts.add(new Alert(
                    "warn",
                    Words.of(locale, "overview-bitrix-conflicts", today.conflicts()),
                    "",
                    null,
                    BITRIX_PAGE + "/conflicts"));
        }
        if (today.problem() != null) {
            alerts.add(new Alert(
                    "warn",
                    Words.of(locale, "overview-bitrix-pull"),
                    Told.of(locale, today.problem()),
                    today.goodAt(),
                    BITRIX_PAGE));
        }
        return alerts;
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
                        switch (row.getString("name")) {
                            case "amocrm" -> AMOCRM_PAGE;
                            case "bitrix" -> BITRIX_PAGE + "/users";
                            default -> "";
                        }))
                .list();
    }

    private static @Nullable Instant instant(java.sql.@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
