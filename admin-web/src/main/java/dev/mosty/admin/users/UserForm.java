package dev.mosty.admin.users;

import dev.mosty.access.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What somebody typed to make or change a person, read. */
record UserForm(String login, Optional<Role> role, List<String> extensions) {
    /** Letters of any language: a login is a name that colleagues read. */
    private static final Pattern LOGIN = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,63}");

    private static final Pattern EXTENSION = Pattern.compile("[0-9*#+]{1,16}");
    private static final int MOST_EXTENSIONS = 20;

    /** @param extensions separated by commas or blanks */
    static UserForm of(String login, String role, String extensions) {
        return new UserForm(
                login,
                Role.of(role),
                Arrays.stream(extensions.split("[,;\\s]+", -1))
                        .filter(extension -> !extension.isEmpty())
                        .distinct()
                        .toList());
    }

    /** The key of what is wrong with it, in {@link dev.mosty.admin.shell.Words}. */
    Optional<String> fault() {
        if (!LOGIN.matcher(login).matches()) {
            return Optional.of("users-bad-login");
        }
        if (role.isEmpty()) {
            return Optional.of("users-bad-role");
        }
        return extensions.size() > MOST_EXTENSIONS
                        || !extensions.stream()
                                .allMatch(number -> EXTENSION.matcher(number).matches())
                ? Optional.of("users-bad-extensions")
                : Optional.empty();
    }
}
