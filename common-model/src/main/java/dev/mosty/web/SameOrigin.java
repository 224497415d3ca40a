package dev.mosty.web;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request that changes something was sent by one of our own pages (OWASP, "Cross-Site Request Forgery
 * Prevention": Fetch Metadata, with the origin as the fallback). The session cookie is {@code SameSite=Lax}; this is the
 * second lock, and the one that a page on a sibling host meets too.
 */
public final class SameOrigin {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private SameOrigin() {}

    /**
     * A request with neither header is refused: every browser sends {@code Origin} with a form.
     *
     * @param fetchSite {@code Sec-Fetch-Site}, which no script can set; only trustworthy origins (https, localhost) get
     *     it
     * @param origin {@code Origin}
     * @param host {@code Host}: where the browser believes to be. The scheme is left out, since a proxy before us may
     *     end TLS
     * @param proxied whether a proxy told the scheme ({@code X-Forwarded-Proto}, which no other site's form can send).
     *     Quarkus then drops the port from {@code Host} if the proxy did not tell it too, and the name alone is compared
     */
    public static boolean allows(
            String method,
            @Nullable String fetchSite,
            @Nullable String origin,
            @Nullable String host,
            boolean proxied) {
        if (SAFE.contains(method)) {
            return true;
        }
        if (fetchSite != null) {
            return fetchSite.equals("same-origin");
        }
        if (origin == null || host == null) {
            return false;
        }
        String from = authority(origin);
        String here = host.toLowerCase(Locale.ROOT);
        return from.equals(here)
                || (proxied && from.replaceFirst(":[0-9]{1,5}$", "").equals(here));
    }

    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null ? "" : authority.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
