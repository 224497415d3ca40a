package dev.mosty.testbed.onec.calls;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What 1C knows of calls, and every message in the order of its arrival. May be asked from any thread. */
public final class CallLog {
    private static final int MOST_MESSAGES = 200_000;
    private static final int MOST_CALLS = 100_000;

    private final Clock clock;
    private final Deque<Received> received = new ArrayDeque<>();
    private final Map<String, Story> byCallid = new LinkedHashMap<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private long sequence;

    CallLog(Clock clock) {
        this.clock = clock;
    }

    /**
     * A message that was taken.
     *
     * @param body as it came, its token blotted out
     * @param repeat it was the latest of its call already, and changed nothing
     */
    public record Received(long sequence, Instant at, Told told, String body, boolean repeat) {}

    /** What became of a message. */
    enum Verdict {
        TAKEN,
        REPEAT,
        /** About a part in the call that is further already. */
        OUT_OF_ORDER,
        /** The name is taken by another call. */
        OTHER_CALL
    }

    synchronized Verdict take(Told told, String body) {
        Story story = byCallid.get(told.callid());
        if (story == null) {
            story = new Story();
            byCallid.put(told.callid(), story);
            forgetTheOldest();
        }
        Verdict verdict = story.verdict(told, body);
        switch (verdict) {
            case TAKEN, REPEAT -> {
                Received message = new Received(++sequence, clock.instant(), told, body, verdict == Verdict.REPEAT);
                received.add(message);
                count(verdict == Verdict.REPEAT ? "repeats" : told.step().name());
                if (verdict == Verdict.TAKEN) {
                    story.take(message);
                }
            }
            case OUT_OF_ORDER -> count("refused.order");
            case OTHER_CALL -> count("refused.other");
        }
        return verdict;
    }

    private void forgetTheOldest() {
        if (byCallid.size() > MOST_CALLS) {
            byCallid.remove(byCallid.keySet().iterator().next());
        }
        while (received.size() > MOST_MESSAGES) {
            received.removeFirst();
        }
    }

    synchronized void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    /** Those that came after the one of that number, in their order. */
    public synchronized List<Received> received(long after, int most) {
        return received.stream()
                .filter(message -> message.sequence() > after)
                .limit(most)
                .toList();
    }

    /** Messages by {@link Step}, {@code repeats}, {@code contacts}, {@code refused.…}, {@code sessions.…}. */
    public synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    /** Another one after every message. */
    public synchronized long version() {
        return sequence + counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The calls with their steps, the latest first. */
    synchronized List<Call> calls(int most) {
        return byCallid.values().stream().filter(story -> !story.messages.isEmpty()).toList().reversed().stream()
                .limit(most)
                .map(Story::shown)
                .toList();
    }

    /** Forgets all; the numbers of messages go on. */
    public synchronized void reset() {
        received.clear();
        byCallid.clear();
        counts.clear();
    }

    /** A call as the page shows it. */
    record Call(String callid, String direction, String phone, String line, List<Line> steps) {}

    record Line(Instant at, String ext, Step step, long seconds, String link) {}

    private static final class Story {
        private final List<Received> messages = new ArrayList<>();
        private final Map<String, Step> byExt = new HashMap<>();

        Verdict verdict(Told told, String body) {
            if (messages.isEmpty()) {
                return Verdict.TAKEN;
            }
            Received last = messages.getLast();
            if (!told.sameCall(last.told())) {
                return Verdict.OTHER_CALL;
            }
            if (last.body().equals(body)) {
                return Verdict.REPEAT;
            }
            Step before = byExt.get(told.ext());
            return before == null || told.step().mayFollow(before) ? Verdict.TAKEN : Verdict.OUT_OF_ORDER;
        }

        void take(Received message) {
            messages.add(message);
            byExt.put(message.told().ext(), message.told().step());
        }

        Call shown() {
            Told told = messages.getFirst().told();
            return new Call(
                    told.callid(),
                    told.direction(),
                    told.phone(),
                    told.line(),
                    messages.stream().map(Story::line).toList());
        }

        private static Line line(Received message) {
            Told told = message.told();
            return new Line(message.at(), told.ext(), told.step(), told.seconds(), told.link());
        }
    }
}
