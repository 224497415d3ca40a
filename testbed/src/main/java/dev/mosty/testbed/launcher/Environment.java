package dev.mosty.testbed.launcher;

import java.util.LinkedHashMap;
import java.util.Map;

/** The environment a service is started with: a function of its arguments. */
final class Environment {

    private Environment() {}

    /**
     * From the weakest to the strongest: {@code .env}; the person's own variables; what the simulated world needs;
     * what the launcher alone can know (database, port, directory). A secret key set by the person beats the one made
     * here.
     *
     * @param dotEnv empty unless {@code --real}
     */
    static Map<String, String> of(Service service, Suite suite, Secrets secrets, Map<String, String> dotEnv) {
        Map<String, String> environment = new LinkedHashMap<>(dotEnv);
        // Without a GATE_TOKEN only this machine may post; a real run says otherwise in .env.
        environment.putIfAbsent("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.putAll(suite.environment());
        if (!environment.containsKey("MOSTY_SECRET_KEY_FILE")) {
            environment.putIfAbsent("MOSTY_SECRET_KEY", secrets.secretKey());
        }
        environment.putAll(service.environment().apply(suite, secrets));
        environment.put("DB_URL", suite.databaseUrl());
        environment.put("DB_USER", LocalPostgres.ROLE);
        environment.put("DB_PASSWORD", secrets.databasePassword());
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(suite.port(service)));
        environment.put("MOSTY_DATA_DIR", suite.serviceData().toString());
        return environment;
    }
}
