package dev.mosty.testbed.pbx;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The calls that people make on the page. What happens here is told to the bridge in its order, one at a time; while the
 * bridge does not answer, a PBX without a spool goes on, and the event is lost, which the page shows.
 */
final class Switchboard {
    private static final int MOST_LINES = 50;
    private static final int MOST_TOLD = 40;
    private static final String TRUNK = "3333333";

    private final Bridge bridge;
    private final Clock clock;
    private final Executor teller;
    private final Map<Long, Line> lines = new LinkedHashMap<>();
    private final Deque<Said> said = new ArrayDeque<>();
    private long last;
    private long version;

    /** @param teller does one thing at a time, in order */
    Switchboard(Bridge bridge, Clock clock, Executor teller) {
        this.bridge = bridge;
        this.clock = clock;
        this.teller = teller;
    }

    enum State {
        RINGING,
        TALKING,
        OVER
    }

    /**
     * A call.
     *
     * @param exts at which it rings
     * @param talker who answered; empty before and if nobody did
     */
    record Line(
            long id,
            boolean incoming,
            List<String> exts,
            String phone,
            State state,
            String talker,
            Instant since,
            @JsonIgnore Optional<Instant> answeredAt) {
        Wording wording() {
            return new Wording(Long.toString(32_323 + id % 1_000), incoming, phone, TRUNK);
        }

        Line with(State newState, String newTalker, Optional<Instant> newAnsweredAt) {
            return new Line(id, incoming, exts, phone, newState, newTalker, since, newAnsweredAt);
        }
    }

    /** What was told, without the path, and how the bridge answered: 0 if not at all. */
    record Said(Instant at, String query, int status) {}

    /** It rings at all of them, or the first of them dials. */
    synchronized Line begin(boolean incoming, List<String> exts, String phone) {
        lines.values().removeIf(line -> lines.size() > MOST_LINES && line.state() == State.OVER);
        if (lines.size() > MOST_LINES) {
            throw new IllegalArgumentException("There are " + MOST_LINES + " calls already");
        }
        Line line = new Line(++last, incoming, exts, phone, State.RINGING, "", clock.instant(), Optional.empty());
        keep(line);
        exts.forEach(ext -> tell(line.wording().started(ext)));
        return line;
    }

    /** @throws IllegalArgumentException with a sentence, if it does not ring there */
    synchronized Line answer(long id, String ext) {
        Line line = line(id);
        if (line.state() != State.RINGING || !line.exts().contains(ext)) {
            throw new IllegalArgumentException("It does not ring there");
        }
        tell(line.wording().answered(ext));
        return keep(line.with(State.TALKING, ext, Optional.of(clock.instant())));
    }

    /** Hung up; a call that nobody answered is missed. */
    synchronized Line end(long id) {
        Line line = line(id);
        if (line.state() == State.OVER) {
            throw new IllegalArgumentException("It is over already");
        }
        Instant now = clock.instant();
        Wording wording = line.wording();
        if (line.state() == State.TALKING) {
            String record = "https://pbx.example/records/" + id + ".mp3";
            tell(wording.ended(line.talker(), line.since(), line.answeredAt(), now, record));
        }
        line.exts().stream()
                .filter(ext -> !ext.equals(line.talker()))
                .forEach(ext -> tell(wording.ended(ext, line.since(), Optional.empty(), now, "")));
        return keep(line.with(State.OVER, line.talker(), line.answeredAt()));
    }

    private Line line(long id) {
        return Optional.ofNullable(lines.get(id))
                .orElseThrow(() -> new IllegalArgumentException("There is no such call"));
    }

    private Line keep(Line line) {
        lines.put(line.id(), line);
        version++;
        return line;
    }

    private void tell(String query) {
        teller.execute(() -> {
            try {
                note(query, bridge.tell(query).status());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private synchronized void note(String query, int status) {
        said.addFirst(new Said(clock.instant(), query, status));
        while (said.size() > MOST_TOLD) {
            said.removeLast();
        }
        version++;
    }

    /** The latest first. */
    synchronized List<Line> lines() {
        return List.copyOf(lines.values()).reversed();
    }

    /** The latest first. */
    synchronized List<Said> said() {
        return List.copyOf(said);
    }

    /** Another one after every change. */
    synchronized long version() {
        return version;
    }
}
