package dev.mosty.proxy.api;

import dev.mosty.access.AccessTokens;
import dev.mosty.access.PresentedToken;
import dev.mosty.access.Turnstile;
import dev.mosty.access.Turnstile.Passage;
import dev.mosty.access.WidgetAccess;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask: whoever has an enabled token in the body, or amoCRM's one-time token in the header; whoever guesses is
 * slowed by a {@link Turnstile}.
 */
@Singleton
class Admission {
    private final AccessTokens tokens;
    private final WidgetAccess widget;
    private final Turnstile turnstile;

    Admission(AccessTokens tokens, WidgetAccess widget, Clock clock) {
        this.tokens = tokens;
        this.widget = widget;
        this.turnstile = new Turnstile(clock);
    }

    /** Says whose the token is; the same for all tokens of one amoCRM account. */
    Passage<String> admit(Optional<String> token, @Nullable String widgetToken, String peer) {
        return turnstile.pass(peer, token, () -> byWidgetToken(widgetToken).or(() -> byToken(token)));
    }

    private Optional<String> byWidgetToken(@Nullable String header) {
        return widget.admit(header).map(claims -> "account:" + claims.account());
    }

    private Optional<String> byToken(Optional<String> token) {
        return token.flatMap(PresentedToken::plain)
                .flatMap(plain -> tokens.check(ProxyToken.PURPOSE, plain))
                .map(known -> "token:" + known.id());
    }
}
