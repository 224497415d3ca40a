package dev.mosty.web;

import dev.mosty.settings.Misconfigured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives every secret variable its {@code …_FILE} twin, as Docker secrets need it: {@code DB_PASSWORD_FILE} names a file
 * that holds the password. The variable itself wins over its file; one trailing line end is not part of the secret.
 * Found through {@code META-INF/services}.
 */
public final class SecretFiles implements ConfigSource {
    /** A list, and not a guess by name, since nginx's {@code SSL_KEY_FILE} is no twin. */
    static final Set<String> SECRETS = Set.of(
            "ADMIN_PASSWORD",
            "AMO_AUTH_CODE",
            "AMO_CLIENT_SECRET",
            "AMO_LONG_LIVED_TOKEN",
            "AMO_WEBHOOK_SECRET",
            "AMO_WEBHOOK_TARGETS",
            "BITRIX_PASSWORD",
            "BITRIX_SYNC_TOKEN",
            "BITRIX_WEBHOOK",
            "CRM_TOKEN",
            "DB_PASSWORD",
            "GATE_TOKEN",
            "MAKECALL_KEY",
            "MOSTY_SECRET_KEY",
            "MOSTY_SECRET_KEY_OLD",
            "ONEC_CALLS_PASSWORD",
            "ONEC_CALLS_TOKEN",
            "ONEC_CHANGES_PASSWORD",
            "ONEC_PASSWORD",
            "ONEC_TOKEN",
            "PBX_API_KEY",
            "PBX_PATH",
            "PROXY_TOKEN",
            "WIDGET_CLIENT_SECRET",
            "WORKPLACE_TOKENS");

    private final Map<String, String> environment;

    /** For the service loader. */
    public SecretFiles() {
        this(System.getenv());
    }

    SecretFiles(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Just under the environment (300), so that the value wins over the file. */
    @Override
    public int getOrdinal() {
        return 299;
    }

    @Override
    public String getName() {
        return "secret files";
    }

    @Override
    public Set<String> getPropertyNames() {
        return SECRETS.stream()
                .filter(secret -> environment.containsKey(secret + "_FILE"))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @throws Misconfigured if the file is named and cannot be read */
    @Override
    public @Nullable String getValue(String propertyName) {
        String variable = variable(propertyName);
        return SECRETS.contains(variable) ? read(variable).orElse(null) : null;
    }

    /**
     * A variable as a service started with that environment finds it, from its file if it stands there.
     *
     * @throws Misconfigured if the file is named and cannot be read
     */
    public static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(new SecretFiles(environment).getValue(name)));
    }

    /** As MicroProfile maps a property to a variable: {@code amo.client-secret} is {@code AMO_CLIENT_SECRET}. */
    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9_]", "_").toUpperCase(Locale.ROOT);
    }

    private Optional<String> read(String variable) {
        String file = environment.get(variable + "_FILE");
        if (file == null || file.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(withoutLineEnd(Files.readString(Path.of(file))));
        } catch (IOException | InvalidPathException e) {
            throw new Misconfigured(variable + "_FILE", "the file \"" + file + "\" cannot be read");
        }
    }

    private static String withoutLineEnd(String text) {
        return text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
