package dev.mosty.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Where 1C's HTTP service is published and who calls it, as people typed it into the settings {@code onec.*}: only
 * {@link #base} says whether it is an address.
 *
 * @param protocol HTTP or HTTPS, in any case
 * @param path {@code /имя_базы/hs/имя_сервиса/}; slashes at its ends may be missing
 */
public record OneCAddress(String protocol, String host, String port, String path, String user, String password) {

    /**
     * As the transaction sees the settings; what is not set is empty.
     *
     * @throws CannotOpen if the password was sealed with a key that this service does not have
     */
    public static OneCAddress read(Settings settings, Handle tx) {
        return new OneCAddress(
                settings.get(tx, "onec.protocol").orElse(""),
                settings.get(tx, "onec.host").orElse(""),
                settings.get(tx, "onec.port").orElse(""),
                settings.get(tx, "onec.path").orElse(""),
                settings.get(tx, "onec.user").orElse(""),
                settings.secret(tx, "onec.password").orElse(""));
    }

    /** {@code {protocol}://{host}:{port}{path}} with a slash at the end, or empty if no address comes of it. */
    public Optional<URI> base() {
        String scheme = protocol.strip().toLowerCase(Locale.ROOT);
        if (!scheme.matches("https?") || !port.strip().matches("[1-9][0-9]{0,4}") || host.isBlank()) {
            return Optional.empty();
        }
        String bare = path.strip().replaceAll("^/+|/+$", "");
        int number = Integer.parseInt(port.strip());
        try {
            URI quoted =
                    new URI(scheme, null, host.strip(), number, bare.isEmpty() ? "/" : "/" + bare + "/", null, null);
            // Who typed an encoded path meant what it stands for.
            URI base = URI.create(quoted.toASCIIString().replaceAll("%25(?=[0-9A-Fa-f]{2})", "%"));
            // A host that brings a path or a query of its own ends up elsewhere than in the host.
            boolean whole = host.strip().equals(base.getHost()) && base.getPort() == number && base.getQuery() == null;
            return whole && number <= 65_535 ? Optional.of(base) : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The {@code Authorization} header. In UTF-8, since 1C's users have Russian names. */
    public String authorization() {
        byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(login);
    }

    /** Without the login. */
    @Override
    public String toString() {
        return "OneCAddress[" + host + ":" + port + "]";
    }
}
