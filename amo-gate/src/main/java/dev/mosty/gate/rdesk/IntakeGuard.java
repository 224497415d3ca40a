package dev.mosty.gate.rdesk;

import dev.mosty.access.AddressList;
import dev.mosty.access.PresentedToken;
import dev.mosty.access.Turnstile;
import dev.mosty.access.Turnstile.Passage;
import dev.mosty.gate.GateConfig;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may post: {@code GATE_TOKEN} and {@code GATE_ALLOW_IPS}, each only if it is set. Whoever guesses is slowed. */
@Singleton
class IntakeGuard {
    private final Optional<byte[]> token;
    private final Optional<AddressList> networks;
    private final Turnstile turnstile;

    IntakeGuard(GateConfig config, Clock clock) {
        this.token = config.token().map(text -> text.getBytes(StandardCharsets.UTF_8));
        this.networks = config.allowIps().map(list -> AddressList.parse("GATE_ALLOW_IPS", list));
        this.turnstile = new Turnstile(clock);
    }

    /**
     * What whoever may not post is answered.
     *
     * @param after seconds until a next try is worth one; 0 says nothing of it
     */
    record Refusal(int status, String sentence, long after) {
        Refusal(int status, String sentence) {
            this(status, sentence, 0);
        }
    }

    /** Nobody is kept out: worth a warning. */
    boolean open() {
        return token.isEmpty() && networks.isEmpty();
    }

    Optional<Refusal> check(@Nullable String address, @Nullable String authorization, @Nullable String query) {
        if (networks.isPresent() && (address == null || !networks.get().contains(address))) {
            return Optional.of(new Refusal(403, "this address is not in GATE_ALLOW_IPS"));
        }
        return token.flatMap(expected -> check(expected, String.valueOf(address), authorization, query));
    }

    private Optional<Refusal> check(
            byte[] expected, String address, @Nullable String authorization, @Nullable String query) {
        var presented = PresentedToken.bearer(authorization).or(() -> PresentedToken.plain(query));
        return switch (turnstile.pass(address, presented, () -> presented.filter(token -> same(expected, token)))) {
            case Passage.Open<String> ignored -> Optional.empty();
            case Passage.Wrong<String>() -> Optional.of(new Refusal(401, "the token is missing or wrong"));
            case Passage.Slowed<String> slowed -> Optional.of(new Refusal(429, slowed.sentence(), slowed.seconds()));
        };
    }

    private static boolean same(byte[] expected, String presented) {
        return MessageDigest.isEqual(expected, presented.getBytes(StandardCharsets.UTF_8));
    }
}
