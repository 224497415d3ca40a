package dev.mosty.gate.rdesk;

import dev.mosty.access.AddressList;
import dev.mosty.access.PresentedToken;
import dev.mosty.gate.GateConfig;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may post: {@code GATE_TOKEN} and {@code GATE_ALLOW_IPS}, each only if it is set. */
@Singleton
class IntakeGuard {
    private final Optional<byte[]> token;
    private final Optional<AddressList> networks;

    IntakeGuard(GateConfig config) {
        this.token = config.token().map(text -> text.getBytes(StandardCharsets.UTF_8));
        this.networks = config.allowIps().map(list -> AddressList.parse("GATE_ALLOW_IPS", list));
    }

    /** A refusal with its status, or nothing. */
    record Refusal(int status, String sentence) {}

    /** Nobody is kept out: worth a warning. */
    boolean open() {
        return token.isEmpty() && networks.isEmpty();
    }

    Optional<Refusal> check(@Nullable String address, @Nullable String authorization, @Nullable String query) {
        if (networks.isPresent() && (address == null || !networks.get().contains(address))) {
            return Optional.of(new Refusal(403, "this address is not in GATE_ALLOW_IPS"));
        }
        if (token.isPresent()) {
            var presented = PresentedToken.bearer(authorization).or(() -> PresentedToken.plain(query));
            if (presented.isEmpty()
                    || !MessageDigest.isEqual(token.get(), presented.get().getBytes(StandardCharsets.UTF_8))) {
                return Optional.of(new Refusal(401, "the token is missing or wrong"));
            }
        }
        return Optional.empty();
    }
}
