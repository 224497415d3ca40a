package dev.mosty.proxy;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.mosty.testsupport.Widget;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A 1C that answers as each test tells it, and the settings that lead the proxy to it. */
public final class SimpleOneC implements QuarkusTestResourceLifecycleManager {
    static final String TOKEN = "proxy-token-1";
    static final String BASE = "/%D0%BA%D0%BB%D0%B8%D0%BD%D0%B8%D0%BA%D0%B0/hs/amocrm/";

    private final WireMockServer server = new WireMockServer(options().dynamicPort());

    @Override
    public Map<String, String> start() {
        server.start();
        return Map.ofEntries(
                Map.entry("onec.host", "localhost"),
                Map.entry("onec.port", Integer.toString(server.port())),
                Map.entry("onec.path", "клиника/hs/amocrm"),
                Map.entry("onec.user", "Админ"),
                Map.entry("onec.password", "пароль"),
                Map.entry("onec.timeout", "2s"),
                Map.entry("onec.create-timeout", "2s"),
                Map.entry("proxy.token", TOKEN),
                Map.entry("amo.client-id", Widget.CLIENT_ID),
                Map.entry("amo.client-secret", Widget.CLIENT_SECRET),
                Map.entry("amo.redirect-url", Widget.REDIRECT_URL),
                Map.entry("amo.account-id", Widget.ACCOUNT_ID),
                Map.entry("test.onec", "http://localhost:" + server.port()));
    }

    @Override
    public void stop() {
        server.stop();
    }
}
