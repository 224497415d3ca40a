package dev.mosty.testbed.amocrm;

/**
 * What an amoCRM integration is registered with. All three must match exactly in every token
 * request (facts/amocrm.md §2, OAuth).
 */
public record Integration(String clientId, String clientSecret, String redirectUri) {

    /** The integration that {@code ./suite up} gives to amo-gate. */
    public static final Integration CLINIC = new Integration(
            "5e1f6b1c-0c7a-4d55-9a43-8f6f3a0c2b11",
            "simulated-client-secret",
            "http://localhost:8082/amo/oauth/callback");
}
