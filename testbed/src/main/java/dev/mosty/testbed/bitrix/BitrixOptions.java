package dev.mosty.testbed.bitrix;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * How a simulated portal starts; what can change while it runs is in {@link BitrixKnobs}.
 *
 * @param host the address to listen on
 * @param port 0 takes any free one
 * @param user whom the webhook speaks as
 * @param secret the webhook's
 * @param stateFile where the portal's data outlive a restart; empty keeps them in memory only
 */
public record BitrixOptions(String host, int port, long user, String secret, Optional<Path> stateFile, Clock clock) {

    /** Any free port of loopback, in memory. */
    public static BitrixOptions inMemory() {
        return new BitrixOptions("127.0.0.1", 0, 1, "simulatedwebhook", Optional.empty(), Clock.systemUTC());
    }

    /** The same on this address and port. */
    public BitrixOptions listeningOn(String newHost, int newPort) {
        return new BitrixOptions(newHost, newPort, user, secret, stateFile, clock);
    }

    /** The same with this webhook, as {@code BITRIX_WEBHOOK} names it: {@code rest/1/abc/}. */
    public BitrixOptions withWebhook(String webhook) {
        String[] parts = webhook.split("/", -1);
        if (!webhook.matches("rest/\\d{1,9}/[0-9A-Za-z]{1,64}/")) {
            throw new IllegalArgumentException("BITRIX_WEBHOOK does not look like rest/1/secret/");
        }
        return new BitrixOptions(host, port, Long.parseLong(parts[1]), parts[2], stateFile, clock);
    }

    /** The same with data that outlive a restart. */
    public BitrixOptions keptIn(Path file) {
        return new BitrixOptions(host, port, user, secret, Optional.of(file), clock);
    }

    /** As {@code BITRIX_WEBHOOK} wants it. */
    public String webhook() {
        return "rest/" + user + "/" + secret + "/";
    }

    /** Not the webhook's secret. */
    @Override
    public String toString() {
        return "BitrixOptions[" + host + ":" + port + "]";
    }
}
