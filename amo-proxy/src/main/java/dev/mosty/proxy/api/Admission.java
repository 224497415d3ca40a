package dev.mosty.proxy.api;

import dev.mosty.access.AccessTokens;
import dev.mosty.access.AddressList;
import dev.mosty.access.Attempts;
import dev.mosty.access.PresentedToken;
import dev.mosty.access.WidgetAccess;
import dev.mosty.settings.Sha256;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask: whoever has an enabled token in the body, or amoCRM's one-time token in the header. Wrong tokens are
 * counted by address; after ten the address waits before each next try, longer and longer. A token that has passed
 * from that address before is never made to wait: one widget with an old token must not stop its colleagues.
 */
@Singleton
class Admission {
    private static final int FREE = 10;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final int PROVEN = 10_000;

    private final AccessTokens tokens;
    private final WidgetAccess widget;
    private final Attempts attempts;
    private final Set<String> proven = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > PROVEN;
        }
    }));

    Admission(AccessTokens tokens, WidgetAccess widget, Clock clock) {
        this.tokens = tokens;
        this.widget = widget;
        this.attempts = new Attempts(FREE, FIRST, MOST, clock);
    }

    sealed interface Verdict {
        /** @param owner whose the token is; the same for all tokens of one amoCRM account */
        record Admitted(String owner) implements Verdict {}

        record Wrong() implements Verdict {}

        record Slowed(Duration left) implements Verdict {}
    }

    Verdict admit(Optional<String> token, @Nullable String widgetToken, String peer) {
        String address = AddressList.household(peer);
        String pair = address + " " + token.map(Sha256::hex).orElse("");
        boolean known = proven.contains(pair);
        Duration left = known ? Duration.ZERO : attempts.left(address);
        if (left.isPositive()) {
            return new Verdict.Slowed(left);
        }
        Optional<String> owner = byWidgetToken(widgetToken).or(() -> byToken(token));
        if (owner.isEmpty()) {
            proven.remove(pair);
            attempts.failed(address);
            return new Verdict.Wrong();
        }
        if (!known) {
            proven.add(pair);
        }
        return new Verdict.Admitted(owner.get());
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
