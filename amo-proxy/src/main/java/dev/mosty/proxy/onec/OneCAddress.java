package dev.mosty.proxy.onec;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * Where 1C's HTTP service is published and who calls it. As people typed it: only {@link #base} says whether it is an
 * address.
 *
 * @param path {@code /имя_базы/hs/имя_сервиса/}; slashes at its ends may be missing
 */
record OneCAddress(String protocol, String host, String port, String path, String user, String password) {

    /** {@code {protocol}://{host}:{port}{path}} with a slash at the end, or empty if no address comes of it. */
    Optional<URI> base() {
        String scheme = protocol.strip().toLowerCase(Locale.ROOT);
        if (!scheme.matches("https?") || !port.strip().matches("[1-9][0-9]{0,4}") || host.isBlank()) {
            return Optional.empty();
        }
        String slashed = "/" + path.strip().replaceAll("^/+|/+$", "") + "/";
        try {
            URI quoted = new URI(
                    scheme,
                    null,
                    host.strip(),
                    Integer.parseInt(port.strip()),
                    slashed.equals("//") ? "/" : slashed,
                    null,
                    null);
            // Who typed an encoded path meant what it stands for.
            URI base = URI.create(quoted.toASCIIString().replaceAll("%25(?=[0-9A-Fa-f]{2})", "%"));
            return Optional.of(base).filter(uri -> uri.getHost() != null && uri.getPort() <= 65_535);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The {@code Authorization} header. In UTF-8, since 1C's users have Russian names. */
    String authorization() {
        byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(login);
    }

    /** Without the login. */
    @Override
    public String toString() {
        return "OneCAddress[" + host + ":" + port + "]";
    }
}
