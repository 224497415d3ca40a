package dev.mosty.admin.login;

import java.util.Locale;
import java.util.Optional;

/** What a password must be before it is taken: long enough, typed twice alike, and not the login itself. */
public final class NewPassword {
    private NewPassword() {}

    /** The key of what is wrong with it, in {@link dev.mosty.admin.shell.Words}; empty if nothing is. */
    public static Optional<String> fault(String login, String password, String repeated) {
        if (password.length() < Passwords.SHORTEST) {
            return Optional.of("login-too-short");
        }
        if (password.length() > Passwords.LONGEST) {
            return Optional.of("login-too-long");
        }
        if (!password.equals(repeated)) {
            return Optional.of("login-not-alike");
        }
        return password.toLowerCase(Locale.ROOT).equals(login.toLowerCase(Locale.ROOT))
                ? Optional.of("login-is-login")
                : Optional.empty();
    }
}
