package dev.mosty.admin.users;

import dev.mosty.access.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person as the list shows them. */
record UserRow(
        long id,
        String login,
        Role role,
        List<String> extensions,
        Instant createdAt,
        @Nullable Instant lastLoginAt,
        boolean disabled) {

    /** For the field that edits them. */
    public String extensionsLine() {
        return String.join(", ", extensions);
    }
}
