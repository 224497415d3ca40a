package dev.mosty.testbed.bitrix;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was asked and answered since the last reset, and the latest calls one by one. */
public final class Calls {
    private static final int MOST_METHODS = 200;
    private static final int KEPT = 100;

    private final Map<String, Long> requests = new TreeMap<>();
    private final Map<String, Long> commands = new TreeMap<>();
    private final Map<String, Long> errors = new TreeMap<>();
    private final Map<Integer, Long> answers = new TreeMap<>();
    private final Deque<Call> latest = new ArrayDeque<>();
    private Map<String, Integer> open = new LinkedHashMap<>();
    private int openRefused;
    private long sequence;

    Calls() {}

    /**
     * One HTTP call.
     *
     * @param commands how often which method ran in it
     * @param refused of them, those that were refused
     * @param status of the answer, 0 if there was none
     * @param seconds that it took, portal seconds
     */
    public record Call(
            long sequence,
            Instant at,
            String method,
            Map<String, Integer> commands,
            int refused,
            int status,
            double seconds) {}

    /**
     * Everything counted since the last reset.
     *
     * @param requests HTTP calls by method, those that the bucket refused included
     * @param commands methods that were run, in a batch or by themselves
     * @param errors by code, {@code -} for the empty one
     * @param answers by HTTP status
     */
    public record Report(
            long total,
            Map<String, Long> requests,
            Map<String, Long> commands,
            Map<String, Long> errors,
            Map<Integer, Long> answers) {}

    synchronized void arrived(String method) {
        add(requests, method);
        open = new LinkedHashMap<>();
        openRefused = 0;
    }

    synchronized void commanded(String method, Outcome outcome) {
        add(commands, method);
        open.merge(method, 1, Integer::sum);
        if (outcome instanceof Outcome.Refused refused) {
            openRefused++;
            failed(refused);
        }
    }

    synchronized void failed(Outcome.Refused refused) {
        add(errors, refused.error().isEmpty() ? "-" : refused.error());
    }

    synchronized void answered(Instant at, String method, int status, double seconds) {
        answers.merge(status, 1L, Long::sum);
        latest.addFirst(
                new Call(++sequence, at, method, open, openRefused, status, Math.round(seconds * 1_000) / 1_000.0));
        if (latest.size() > KEPT) {
            latest.removeLast();
        }
    }

    /** Latest first. */
    synchronized List<Call> latest() {
        return List.copyOf(latest);
    }

    /** What was counted since the last reset. */
    public synchronized Report report() {
        return new Report(
                requests.values().stream().mapToLong(Long::longValue).sum(),
                new TreeMap<>(requests),
                new TreeMap<>(commands),
                new TreeMap<>(errors),
                new TreeMap<>(answers));
    }

    /** Counts anew. */
    public synchronized void reset() {
        requests.clear();
        commands.clear();
        errors.clear();
        answers.clear();
        latest.clear();
    }

    private static void add(Map<String, Long> counts, String key) {
        counts.merge(counts.containsKey(key) || counts.size() < MOST_METHODS ? key : "other", 1L, Long::sum);
    }
}
