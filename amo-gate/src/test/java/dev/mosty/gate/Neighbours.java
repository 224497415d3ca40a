package dev.mosty.gate;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.mosty.gate.amocrm.FakeAmo;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** An amoCRM and a webhook's target, and the settings that lead the gate to them: by property, as only the environment has variables. */
public final class Neighbours implements QuarkusTestResourceLifecycleManager {
    static final String GATE_TOKEN = "gate-token-1";
    static final String ONEC_TOKEN = "onec-token-1";
    static final String HOOK_SECRET = "hook-secret-1";

    private final FakeAmo amo = new FakeAmo();
    private final WireMockServer target = new WireMockServer(options().dynamicPort());

    @Override
    public Map<String, String> start() {
        target.start();
        target.stubFor(any(anyUrl()).willReturn(ok()));
        var variables = new HashMap<String, String>();
        variables.put("amo.base-url", amo.url());
        variables.put("amo.client-id", "client");
        variables.put("amo.client-secret", "secret");
        variables.put("amo.redirect-url", "https://gate.example.org/amo/oauth/callback");
        variables.put("amo.auth-code", "first-code");
        variables.put("amo.rate", "50");
        variables.put("amo.webhook-secret", HOOK_SECRET);
        variables.put(
                "amo.webhook-targets",
                "[{\"on\":[\"add\"],\"tag\":\"tilda\",\"url\":\"http://localhost:%d/tilda\",\"secret\":\"s\"},"
                                .formatted(target.port())
                        + "{\"on\":[\"update\"],\"url\":\"http://localhost:%d/all\"}]".formatted(target.port()));
        variables.put("targets.allow.private", "127.0.0.0/8,::1");
        variables.put("gate.token", GATE_TOKEN);
        variables.put("gate.max-body", "100K");
        variables.put("GATE_MAX_BODY", "100K");
        variables.put("onec.token", ONEC_TOKEN);
        variables.put("FIELD_BOOKED_STATUS", "10");
        variables.put("FIELD_SHARED_PAID_PRICE", "12");
        variables.put("test.target", "http://localhost:" + target.port());
        variables.put("test.amo", amo.url());
        return variables;
    }

    @Override
    public void stop() {
        amo.close();
        target.stop();
    }
}
