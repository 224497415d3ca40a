package dev.mosty.telephony;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A 1C and a PBX that answer as each test tells them, and the variables that lead the bridge to them. */
public final class FakeOneC implements QuarkusTestResourceLifecycleManager {
    public static final String PBX_PATH = "NTJJWjU2XzE";
    public static final String CALLS = "/prostiezvonki/hs/";
    public static final String MAKECALL = "/httpapiinteg/crmapi/v1/makecall";
    public static final String MAKECALL_KEY = "00000000-0000-4000-8000-000000000000";
    public static final String CRM_TOKEN = "crm-token-1";

    private final WireMockServer server = new WireMockServer(options().dynamicPort());

    @Override
    public Map<String, String> start() {
        server.start();
        return Map.ofEntries(
                Map.entry("onec.calls.url", "http://localhost:" + server.port() + CALLS),
                Map.entry("onec.calls.token", "token123"),
                Map.entry("onec.calls.timeout", "2s"),
                Map.entry("smart.transfer.budget", "1s"),
                Map.entry("telephony.accept-wait", "2s"),
                Map.entry("pbx.path", PBX_PATH),
                Map.entry("pbx.api-url", "http://localhost:" + server.port() + MAKECALL),
                Map.entry("pbx.api-key", "pbx-key-1"),
                Map.entry("makecall.key", MAKECALL_KEY),
                Map.entry("crm.token", CRM_TOKEN),
                Map.entry("onec.token", "onec-token-1"),
                Map.entry("workplace.tokens", "100:screen-secret-100,101:screen-secret-101"),
                Map.entry("test.onec", "http://localhost:" + server.port()));
    }

    @Override
    public void stop() {
        server.stop();
    }
}
