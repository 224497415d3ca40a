package dev.mosty.admin.shell;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;

/**
 * Sends the browser to another page of ours. {@code Location} stays without a host (RFC 9110, 10.2.2): JAX-RS would put
 * one in, and behind a proxy Quarkus does not know the port that the browser used.
 */
public final class Redirect {
    private Redirect() {}

    /** @param path such as {@code /admin/users?done=users-created}, in plain ASCII */
    public static Response to(String path) {
        return Response.status(303).header(HttpHeaders.LOCATION, path).build();
    }

    /** The same, with a cookie. */
    public static Response to(String path, NewCookie cookie) {
        return Response.status(303)
                .header(HttpHeaders.LOCATION, path)
                .cookie(cookie)
                .build();
    }
}
