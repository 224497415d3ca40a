package dev.mosty.bitrix.portal;

import dev.mosty.bitrix.BitrixConfig;
import dev.mosty.settings.Misconfigured;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where the portal is and what opens it.
 *
 * @param base of every method's address, with the webhook's secret in it: never to be shown
 * @param name how this portal is told from another, without the secret
 * @param authorization of the server in front of it
 */
record Portal(URI base, String name, Optional<String> authorization) {

    /**
     * The portal, or empty while a part of it is not set.
     *
     * @throws Misconfigured if what is set is no address
     */
    static Optional<Portal> of(BitrixConfig config) {
        var portal = config.portal().map(String::strip).filter(text -> !text.isEmpty());
        var webhook = config.webhook().map(String::strip).filter(text -> !text.isEmpty());
        if (portal.isEmpty() || webhook.isEmpty()) {
            return Optional.empty();
        }
        var site = site(portal.get());
        var path = webhook.get().replaceAll("^/+|/+$", "");
        if (!path.matches("[A-Za-z0-9_./-]{1,300}")) {
            throw new Misconfigured("BITRIX_WEBHOOK", "must be like rest/1234/abc/");
        }
        var login = config.login().filter(text -> !text.isEmpty());
        return Optional.of(new Portal(
                URI.create(site + "/" + path + "/"),
                site.getAuthority(),
                login.map(name -> "Basic "
                        + Base64.getEncoder()
                                .encodeToString((name + ":" + config.password().orElse(""))
                                        .getBytes(StandardCharsets.UTF_8)))));
    }

    /** The address before {@code /crm/…}, for links: without the secret. */
    String site() {
        return base.getScheme() + "://" + base.getAuthority();
    }

    static List<String> missing(BitrixConfig config) {
        var missing = new ArrayList<String>();
        if (config.portal().filter(text -> !text.isBlank()).isEmpty()) {
            missing.add("BITRIX_PORTAL");
        }
        if (config.webhook().filter(text -> !text.isBlank()).isEmpty()) {
            missing.add("BITRIX_WEBHOOK");
        }
        return missing;
    }

    private static URI site(String text) {
        var full = text.matches("(?i)https?://.*") ? text : "https://" + text;
        try {
            var uri = URI.create(full.replaceAll("/+$", ""));
            if (uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below, in the same words.
        }
        throw new Misconfigured("BITRIX_PORTAL", "must be like portal.mysite.com, or a full address");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Portal[" + name + "]";
    }
}
