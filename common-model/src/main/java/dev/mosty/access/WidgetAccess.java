package dev.mosty.access;

import dev.mosty.access.WidgetToken.Claims;
import dev.mosty.web.Cors;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Lets amoCRM's widget in by its one-time token. The widget may belong to another integration than the gate's
 * ({@code WIDGET_CLIENT_ID}, {@code WIDGET_CLIENT_SECRET}, {@code WIDGET_REDIRECT_URL}); what is unset is the gate's
 * ({@code AMO_CLIENT_ID}, {@code AMO_CLIENT_SECRET}, {@code AMO_REDIRECT_URL}). Without an id and a secret nobody is
 * let in this way.
 */
@Singleton
public final class WidgetAccess {
    private final Optional<WidgetToken> token;
    private final UsedJti used;
    private final Clock clock;

    public WidgetAccess(
            @ConfigProperty(name = "widget.client-id") Optional<String> widgetId,
            @ConfigProperty(name = "widget.client-secret") Optional<String> widgetSecret,
            @ConfigProperty(name = "widget.redirect-url") Optional<String> widgetRedirect,
            @ConfigProperty(name = "amo.client-id") Optional<String> amoId,
            @ConfigProperty(name = "amo.client-secret") Optional<String> amoSecret,
            @ConfigProperty(name = "amo.redirect-url") Optional<String> amoRedirect,
            @ConfigProperty(name = "amo.account-id") Optional<String> account,
            Cors cors,
            UsedJti used,
            Clock clock) {
        Optional<String> id = widgetId.or(() -> amoId);
        Optional<String> secret = widgetSecret.or(() -> amoSecret);
        // Another integration has another redirect link.
        boolean gates = widgetId.isEmpty() || amoId.isEmpty() || widgetId.equals(amoId);
        Optional<String> redirect = widgetRedirect.or(() -> gates ? amoRedirect : Optional.empty());
        this.token = id.isPresent() && secret.isPresent()
                ? Optional.of(new WidgetToken(secret.get(), id.get(), redirect, account, cors.origins()))
                : Optional.empty();
        this.used = used;
        this.clock = clock;
    }

    /**
     * Who presents it, or empty if it is no good or was presented before, on whatever replica.
     *
     * @param header of {@code X-Auth-Token}
     */
    public Optional<Claims> admit(@Nullable String header) {
        return header == null
                ? Optional.empty()
                : token.flatMap(widget -> widget.read(header.strip(), clock))
                        .filter(claims -> used.isFirstUse(claims.jti(), claims.expires()));
    }
}
