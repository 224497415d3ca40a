package dev.mosty.testbed.bitrix.peer;

import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs one peer by hand and prints its counts as JSON: {@code Peers naive|sdk portal=http://127.0.0.1:8093
 * webhook=rest/1/…/ contacts=1000 [edition=0 changed=100 pace=0.5 timeScale=1 home=/tmp/b24jssdk]}.
 */
public final class Peers {
    private Peers() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> words = new HashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            words.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        String portal = words.getOrDefault("portal", "http://127.0.0.1:8093");
        String webhook = words.getOrDefault("webhook", "rest/1/simulatedwebhook/");
        double timeScale = Double.parseDouble(words.getOrDefault("timeScale", "1"));
        Peer peer = words.containsKey("sdk")
                ? new SdkExchange(portal, webhook, timeScale, Path.of(words.getOrDefault("home", "/tmp/b24jssdk")))
                : new NaiveExchange(portal, webhook, Double.parseDouble(words.getOrDefault("pace", "0")));
        System.out.println(Json.text(peer.bring(BenchContact.some(
                Integer.parseInt(words.getOrDefault("contacts", "100")),
                Integer.parseInt(words.getOrDefault("edition", "0")),
                Integer.parseInt(words.getOrDefault("changed", "0"))))));
    }
}
