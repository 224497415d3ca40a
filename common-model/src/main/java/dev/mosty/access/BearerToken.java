package dev.mosty.access;

import dev.mosty.access.Turnstile.Passage;
import dev.mosty.delivery.PatientTransaction;
import dev.mosty.web.ErrorResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A door for one other program, such as 1C, which presents {@code Authorization: Bearer}. The token is what a variable
 * gives, or one made at the first start and shown once; whoever guesses is slowed by a {@link Turnstile}.
 */
public final class BearerToken {
    private final String purpose;
    private final String name;
    private final AccessTokens tokens;
    private final Duration patience;
    private final Turnstile turnstile;

    /**
     * @param name of the variable, under which the page of tokens shows it
     * @param patience how long a request waits for the database, which knows the tokens
     */
    public BearerToken(String purpose, String name, AccessTokens tokens, Duration patience, Clock clock) {
        this.purpose = purpose;
        this.name = name;
        this.tokens = tokens;
        this.patience = patience;
        this.turnstile = new Turnstile(clock);
    }

    /**
     * To be called at start.
     *
     * @param given what the variable says
     * @param what tells a person what it opens
     */
    public void make(FirstTokens first, Optional<String> given, String what) {
        first.make(purpose, name, given, what);
    }

    /**
     * Whether a request may come in.
     *
     * @param peer the address it comes from
     * @throws dev.mosty.delivery.NotStored when the database stayed away
     */
    public Passage<AccessToken> admit(@Nullable String authorization, String peer) throws InterruptedException {
        Optional<String> token = PresentedToken.bearer(authorization);
        return PatientTransaction.patiently(
                patience,
                () -> turnstile.pass(peer, token, () -> token.flatMap(plain -> tokens.check(purpose, plain))));
    }

    /** The same for a JAX-RS resource: what whoever may not come in is answered; empty for whoever may. */
    public Optional<Response> refusal(HttpServerRequest request) throws InterruptedException {
        SocketAddress peer = request.remoteAddress();
        return switch (admit(request.getHeader("Authorization"), peer == null ? "" : peer.hostAddress())) {
            case Passage.Open<AccessToken> ignored -> Optional.empty();
            case Passage.Wrong<AccessToken>() ->
                Optional.of(ErrorResponse.of(401, "the token of 1C is missing or wrong"));
            case Passage.Slowed<AccessToken> slowed ->
                Optional.of(ErrorResponse.later(429, slowed.sentence(), slowed.seconds()));
        };
    }
}
