package dev.mosty.admin.amocrm;

import java.net.URI;
import java.util.Optional;

/**
 * The integration's keys as the form shows them: all but the secret and the code, which are only ever written.
 *
 * @param secretSet whether there is a client secret, here or in the gate's environment
 */
record AmoForm(String clientId, String redirectUrl, boolean secretSet) {
    static final int LONGEST_SECRET = 500;

    /** A code of amoCRM has about a thousand characters. */
    static final int LONGEST_CODE = 4_000;

    /**
     * The key of what is wrong with it, in {@link dev.mosty.admin.shell.Words}. Empty fields leave what is there.
     *
     * @param exchange whether a code is to be exchanged at once, which takes all of the keys
     */
    Optional<String> fault(String secret, String code, boolean exchange) {
        if (!clientId.isEmpty() && !clientId.matches("[A-Za-z0-9-]{8,100}")) {
            return Optional.of("amocrm-bad-client-id");
        }
        if (!redirectUrl.isEmpty() && !isAddress(redirectUrl)) {
            return Optional.of("amocrm-bad-redirect");
        }
        if (secret.length() > LONGEST_SECRET || code.length() > LONGEST_CODE) {
            return Optional.of("amocrm-too-long");
        }
        if (!exchange) {
            return Optional.empty();
        }
        if (code.isEmpty()) {
            return Optional.of("amocrm-code-needed");
        }
        return clientId.isEmpty() || redirectUrl.isEmpty() || (secret.isEmpty() && !secretSet)
                ? Optional.of("amocrm-keys-needed")
                : Optional.empty();
    }

    private static boolean isAddress(String text) {
        try {
            return text.matches("https?://.*") && URI.create(text).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
