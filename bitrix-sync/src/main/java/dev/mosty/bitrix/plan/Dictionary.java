package dev.mosty.bitrix.plan;

import java.util.Map;
import java.util.Optional;

/**
 * 1C's words and the portal's: who is responsible, which currency, and what the portal can be told at all.
 *
 * @param users the portal's user by 1C's, in lower case
 * @param currencies the portal's code by 1C's word, in lower case
 */
public record Dictionary(Map<String, Long> users, Map<String, String> currencies, Stages stages, Fields fields) {

    /** A number is the portal's own id. */
    public Optional<String> user(String onec) {
        return onec.matches("\\d{1,18}")
                ? Optional.of(onec)
                : Optional.ofNullable(users.get(EntityKey.canonical(onec.strip())))
                        .map(id -> Long.toString(id));
    }

    /** Three capital letters are a code already. */
    public Optional<String> currency(String onec) {
        return onec.matches("[A-Z]{3}")
                ? Optional.of(onec)
                : Optional.ofNullable(currencies.get(EntityKey.canonical(onec.strip())));
    }
}
