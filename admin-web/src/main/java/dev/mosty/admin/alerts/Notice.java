package dev.mosty.admin.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What is to be told of a problem. */
record Notice(Kind kind, Problem problem) {
    /** A problem that stays is told of again after this. */
    static final Duration AGAIN_AFTER = Duration.ofHours(6);

    /** One that comes and goes is not over before this. */
    static final Duration OVER_AFTER = Duration.ofMinutes(5);

    enum Kind {
        RAISED,
        AGAIN,
        OVER;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A problem that was told of and may still hold. */
    record Open(Instant seenAt, Instant toldAt) {}

    /** The rule. Pure. */
    static List<Notice> of(Map<String, Open> open, List<Problem> found, Instant now) {
        List<Notice> notices = new ArrayList<>();
        Set<String> present = new HashSet<>();
        for (Problem problem : found) {
            present.add(problem.key());
            Open known = open.get(problem.key());
            if (known == null) {
                notices.add(new Notice(Kind.RAISED, problem));
            } else if (!now.isBefore(known.toldAt().plus(AGAIN_AFTER))) {
                notices.add(new Notice(Kind.AGAIN, problem));
            }
        }
        open.forEach((key, known) -> {
            if (!present.contains(key) && !now.isBefore(known.seenAt().plus(OVER_AFTER))) {
                notices.add(new Notice(Kind.OVER, Problem.of(key, "")));
            }
        });
        return notices;
    }
}
