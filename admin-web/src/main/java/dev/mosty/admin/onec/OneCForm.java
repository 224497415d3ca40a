package dev.mosty.admin.onec;

import dev.mosty.settings.OneCAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of 1C as the form shows them: all but the password, which is only ever written.
 *
 * @param passwordSet whether there is one
 */
record OneCForm(String protocol, String host, String port, String path, String user, boolean passwordSet) {

    /** The key of what is wrong with it, in {@link dev.mosty.admin.shell.Words}. */
    Optional<String> fault() {
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
            return Optional.of("onec-bad-port");
        }
        return with("").base().isPresent() ? Optional.empty() : Optional.of("onec-bad-address");
    }

    OneCAddress with(String password) {
        return new OneCAddress(protocol, host, port, path, user, password);
    }

    /** The address that all of it makes, for people; null if it makes none. */
    public @Nullable String address() {
        return with("").base().map(Object::toString).orElse(null);
    }
}
