package dev.mosty.web;

import dev.mosty.settings.Misconfigured;
import dev.mosty.settings.SecretKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** What every service needs before it starts, checked without the database. */
public final class StartCheck {
    private StartCheck() {}

    /** @return a sentence for each fault of a service that would be started with these variables */
    public static List<String> faults(Map<String, String> environment) {
        return faults(name -> SecretFiles.variable(environment, name));
    }

    /**
     * @param variables looks up a variable, its {@code …_FILE} twin included
     * @return a sentence for each fault
     */
    static List<String> faults(Function<String, Optional<String>> variables) {
        List<String> faults = new ArrayList<>();
        for (String secret : new TreeSet<>(SecretFiles.SECRETS)) {
            collect(faults, () -> checked(secret, variables.apply(secret)));
        }
        collect(faults, () -> database(variables.apply("DB_URL")));
        collect(faults, () -> port(variables.apply("QUARKUS_HTTP_PORT")));
        collect(faults, () -> poolSize(variables.apply("DB_POOL")));
        return faults;
    }

    /** Its file, if it has one, was read by the look-up. */
    private static void checked(String secret, Optional<String> value) {
        if (secret.equals("MOSTY_SECRET_KEY") || (secret.equals("MOSTY_SECRET_KEY_OLD") && notBlank(value))) {
            SecretKeys.parse(secret, value);
        }
    }

    private static boolean notBlank(Optional<String> value) {
        return value.filter(text -> !text.isBlank()).isPresent();
    }

    private static void database(Optional<String> url) {
        String example = "a JDBC address such as jdbc:postgresql://localhost:5432/mosty";
        String text = url.filter(value -> !value.isBlank())
                .orElseThrow(() -> new Misconfigured("DB_URL", "is not set; it is " + example));
        if (!text.startsWith("jdbc:postgresql:")) {
            throw new Misconfigured("DB_URL", "must be " + example);
        }
    }

    private static void port(Optional<String> port) {
        port.ifPresent(text -> {
            if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
                throw new Misconfigured("QUARKUS_HTTP_PORT", "\"" + text + "\" is not a port (0 to 65535)");
            }
        });
    }

    private static void poolSize(Optional<String> size) {
        size.ifPresent(text -> {
            if (!text.matches("[1-9][0-9]{0,2}")) {
                throw new Misconfigured("DB_POOL", "\"" + text + "\" is not a whole number from 1 to 999");
            }
        });
    }

    private static void collect(List<String> faults, Runnable check) {
        try {
            check.run();
        } catch (Misconfigured e) {
            faults.add(e.getMessage());
        }
    }
}
