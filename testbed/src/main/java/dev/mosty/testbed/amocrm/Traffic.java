package dev.mosty.testbed.amocrm;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Counts what went over the wire of the API and the token endpoint: requests by method and path,
 * answers by status, bytes of bodies, and how well PATCH requests were filled.
 */
public final class Traffic {
    private static final Pattern NUMBER = Pattern.compile("/\\d+(?=/|$)");
    private static final int MAX_PATHS = 200;
    private static final int MAX_BATCH_SIZES = 10_000;

    private final Map<String, Long> requests = new TreeMap<>();
    private final Map<Integer, Long> answers = new TreeMap<>();
    private final ArrayDeque<Integer> batchSizes = new ArrayDeque<>();
    private final Set<Long> patchedLeads = new HashSet<>();
    private long bytesIn;
    private long bytesOut;
    private long patchRequests;
    private long patchedEntries;

    /**
     * Everything counted since the last reset.
     *
     * @param requests by {@code "PATCH /api/v4/leads"}, numbers in a path shown as {@code {id}}
     * @param answers by HTTP status
     * @param bytesIn bodies of requests, bytes
     * @param bytesOut bodies of answers, bytes
     * @param patchRequests accepted PATCH requests of leads
     * @param patchedEntries leads in them, each as often as it was sent
     * @param patchedLeads distinct leads in them
     * @param batchSizes distinct leads of each accepted PATCH, in order, the latest 10,000
     */
    public record Report(
            Map<String, Long> requests,
            Map<Integer, Long> answers,
            long bytesIn,
            long bytesOut,
            long patchRequests,
            long patchedEntries,
            int patchedLeads,
            List<Integer> batchSizes) {

        /** How many requests matched, e.g. {@code "PATCH /api/v4/leads"}. */
        public long requests(String methodAndPath) {
            return requests.getOrDefault(methodAndPath, 0L);
        }

        /** How many answers had this status. */
        public long answers(int status) {
            return answers.getOrDefault(status, 0L);
        }
    }

    /** The few figures that the human page shows: 429 answers, PATCH requests, leads in them. */
    record Counts(long refused, long patches, long leads) {}

    synchronized Counts counts() {
        return new Counts(answers.getOrDefault(429, 0L), patchRequests, patchedEntries);
    }

    synchronized void requested(String method, String path) {
        String key = method + " " + NUMBER.matcher(path).replaceAll("/{id}");
        requests.merge(requests.containsKey(key) || requests.size() < MAX_PATHS ? key : "other", 1L, Long::sum);
    }

    synchronized void received(long bytes) {
        bytesIn += bytes;
    }

    synchronized void answered(int status, long bytes) {
        answers.merge(status, 1L, Long::sum);
        bytesOut += bytes;
    }

    synchronized void patched(Collection<Long> leads) {
        patchRequests++;
        patchedEntries += leads.size();
        patchedLeads.addAll(leads);
        batchSizes.addLast(leads.size());
        if (batchSizes.size() > MAX_BATCH_SIZES) {
            batchSizes.removeFirst();
        }
    }

    /** What was counted since the last reset. */
    public synchronized Report report() {
        return new Report(
                new TreeMap<>(requests),
                new TreeMap<>(answers),
                bytesIn,
                bytesOut,
                patchRequests,
                patchedEntries,
                patchedLeads.size(),
                List.copyOf(batchSizes));
    }

    /** Counts anew. */
    public synchronized void reset() {
        requests.clear();
        answers.clear();
        batchSizes.clear();
        patchedLeads.clear();
        bytesIn = 0;
        bytesOut = 0;
        patchRequests = 0;
        patchedEntries = 0;
    }
}
