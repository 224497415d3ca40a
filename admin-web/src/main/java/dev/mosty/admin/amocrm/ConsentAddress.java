package dev.mosty.admin.amocrm;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Where amoCRM asks a person for the consent ({@code facts/amocrm.md}, OAuth). Pure. */
final class ConsentAddress {
    private ConsentAddress() {}

    /**
     * @param base of the account; one that is not at amocrm.ru asks at its own address
     * @param state comes back to the gate with the code
     */
    static URI of(String base, String clientId, String state) {
        String host = URI.create(base).getHost();
        boolean russian = host != null && host.toLowerCase(Locale.ROOT).endsWith(".amocrm.ru");
        return URI.create((russian ? "https://www.amocrm.ru" : base) + "/oauth?client_id="
                + URLEncoder.encode(clientId, StandardCharsets.UTF_8) + "&state="
                + URLEncoder.encode(state, StandardCharsets.UTF_8));
    }
}
