package dev.mosty.gate;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.mosty.testsupport.Widget;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** RDESK's local client, and the settings that lead the gate's relay to it. */
public final class RdeskClient implements QuarkusTestResourceLifecycleManager {
    private final WireMockServer client = new WireMockServer(options().dynamicPort());

    @Override
    public Map<String, String> start() {
        client.start();
        return Map.of(
                "rdesk.url",
                "http://localhost:" + client.port(),
                "gate.token",
                Neighbours.GATE_TOKEN,
                "onec.token",
                Neighbours.ONEC_TOKEN,
                "widget.client-id",
                Widget.CLIENT_ID,
                "widget.client-secret",
                Widget.CLIENT_SECRET,
                "test.rdesk",
                "http://localhost:" + client.port(),
                // What the fields of other tests ask for.
                "test.amo",
                "unused",
                "test.target",
                "unused");
    }

    @Override
    public void stop() {
        client.stop();
    }
}
