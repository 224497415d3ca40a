package dev.mosty.testbed.card;

import java.util.Map;

/**
 * What the widget on the card is set to before anybody changes it.
 *
 * @param proxyUrl {@code SIM_PROXY_URL}: amo-proxy as the browser reaches it
 * @param proxyToken {@code SIM_PROXY_TOKEN}: its plain token; empty leaves one-time tokens
 * @param rdeskUrl {@code SIM_RDESK_URL}: the widget's setting {@code rdesk_url}; empty is off
 */
public record CardOptions(String proxyUrl, String proxyToken, String rdeskUrl) {

    /** From the environment, with the usual ports of this machine where it says nothing. */
    public static CardOptions of(Map<String, String> environment) {
        return new CardOptions(
                environment.getOrDefault("SIM_PROXY_URL", "http://127.0.0.1:8081"),
                environment.getOrDefault("SIM_PROXY_TOKEN", ""),
                environment.getOrDefault("SIM_RDESK_URL", ""));
    }

    /** Without the token, which a log may not show. */
    @Override
    public String toString() {
        return "CardOptions[proxyUrl=" + proxyUrl + ", rdeskUrl=" + rdeskUrl + "]";
    }
}
