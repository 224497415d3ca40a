package dev.mosty.web;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * One line at start that tells what the service runs with: the variables that someone gave it, and which secrets are
 * set. Defaults are in the handbook and not repeated here.
 */
@Singleton
final class StartSummary {
    private static final Logger LOG = Logger.getLogger(StartSummary.class);

    /** Beside the known secrets, whatever is named like one. */
    private static final Pattern SECRET_NAME =
            Pattern.compile(".*(SECRET|PASSWORD|TOKEN|_KEY|API_KEY|AUTH_CODE|WEBHOOK).*");

    /** The prefixes of the contract's variables. */
    private static final Pattern OURS = Pattern.compile(
            "(ADMIN|AMO|APP_INCOMING|BITRIX|CALL|CORS|CRM|DB|DEAD|DELIVERY|FIELD|GATE|LOG|MAKECALL|MOCK|MOSTY|ONEC|PAID"
                    + "|PAYLOAD|PBX|PROXY|RDESK|SMART_TRANSFER|TARGETS|TELEPHONY|WIDGET|WORKPLACE)_.*|QUARKUS_HTTP_PORT");

    /** {@code mosty.secrets} names the secrets of the service itself; the others' are nobody's news. */
    void onStart(@Observes StartupEvent start) {
        LOG.info(line(ConfigProvider.getConfig().unwrap(SmallRyeConfig.class)));
    }

    static boolean isSecret(String variable) {
        return SecretFiles.SECRETS.contains(variable)
                || SECRET_NAME.matcher(variable).matches();
    }

    static String line(SmallRyeConfig config) {
        var names = new TreeSet<>(config.getOptionalValues("mosty.secrets", String.class)
                .map(Set::copyOf)
                .orElse(SecretFiles.SECRETS));
        config.getPropertyNames().forEach(names::add);
        List<String> values = new ArrayList<>();
        List<String> set = new ArrayList<>();
        List<String> notSet = new ArrayList<>();
        for (String name : names) {
            if (!OURS.matcher(name).matches() || name.endsWith("_FILE")) {
                continue;
            }
            Optional<String> value = config.getOptionalValue(name, String.class);
            if (isSecret(name)) {
                (value.isPresent() ? set : notSet).add(name);
            } else {
                value.ifPresent(text -> values.add(name + "=" + withoutCredentials(text)));
            }
        }
        return "Configuration: " + String.join(", ", values) + "; set: " + String.join(", ", set) + "; not set: "
                + String.join(", ", notSet);
    }

    /** An address may carry a login before its host, or a password in its query. */
    private static String withoutCredentials(String value) {
        return value.replaceAll("//[^/@\\s]*@", "//***@").replaceAll("(?<=://[^?]{0,500})\\?.*", "?***");
    }
}
