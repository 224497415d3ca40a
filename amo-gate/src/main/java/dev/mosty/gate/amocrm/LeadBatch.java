package dev.mosty.gate.amocrm;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The leads of one request, and what is learnt on the way.
 *
 * @param target the account that they belong to
 * @param updatedAt amoCRM's time of each write it confirmed, Unix seconds by key
 * @param resolved in mock mode, the account's lead for each key
 */
record LeadBatch(
        String target,
        List<LeadWrite> writes,
        ConcurrentMap<String, Long> updatedAt,
        ConcurrentMap<String, Long> resolved) {

    LeadBatch(String target, List<LeadWrite> writes) {
        this(target, List.copyOf(writes), new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }
}
