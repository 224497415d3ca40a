package dev.mosty.admin.bitrix;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run's number as an address has it. */
final class RunId {
    private RunId() {}

    /** Empty for what is none; {@link UUID} itself would take {@code 1-1-1-1-1}. */
    static Optional<UUID> of(@Nullable String text) {
        return text != null && text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }
}
