package dev.mosty.bitrix.portal;

import dev.mosty.bitrix.Words;
import dev.mosty.bitrix.plan.EntityKey;
import dev.mosty.bitrix.plan.EntityType;
import dev.mosty.bitrix.plan.Fields.Standing;
import dev.mosty.bitrix.plan.Want;
import dev.mosty.delivery.Outcome.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the portal's refusals are called in a run's report: in seed 004's words. */
final class Sentences {
    private static final int MOST_NAMED = 20;
    private static final int MOST_QUOTED = 300;

    private Sentences() {}

    /** What was tried, by the key of its sentence. */
    enum Deed {
        CREATE("create"),
        UPDATE("update"),
        SEARCH("search");

        private final String key;

        Deed(String key) {
            this.key = key;
        }
    }

    /** {@code Ошибка при создании contact: <code>, error_description: <text>}; classic methods often have no code. */
    static Fate refused(Deed deed, EntityType type, String code, String description) {
        var said = description.isEmpty() ? code : code + ", error_description: " + description;
        return new Fate.Bad(
                Words.of(deed.key + ".failed", type.word(), said),
                denied(code, description) ? new Fault("denied", deed.key + " " + type.word()) : null);
    }

    /** An answer that is neither a result nor an error. */
    static Fate strange(Deed deed, EntityType type, Optional<Long> id) {
        return new Fate.Bad(
                Words.of(
                        deed.key + ".unknown",
                        type.word(),
                        id.map(Object::toString).orElse("")),
                null);
    }

    /** One is not taken for another's sake; a long chain of them must not fill the report. */
    static Fate.Bad refusedReference(String where, EntityKey target, String why) {
        var cut = why.length() <= MOST_QUOTED ? why : why.substring(0, MOST_QUOTED) + "…";
        return new Fate.Bad(Words.of("reference.refused", where, target.type().word(), target.originId(), cut), null);
    }

    /** What a person should know of fields that were left out. */
    static List<String> unfit(Want want) {
        var notes = new ArrayList<String>();
        names(want.unfit(Standing.UNKNOWN)).ifPresent(names -> notes.add(Words.of("field.unknown", names)));
        names(want.unfit(Standing.READ_ONLY)).ifPresent(names -> notes.add(Words.of("field.fixed", names)));
        return notes;
    }

    /** A hostile list must not fill the report. */
    private static Optional<String> names(List<String> fields) {
        var named = fields.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return fields.isEmpty() ? Optional.empty() : Optional.of(fields.size() > MOST_NAMED ? named + ", …" : named);
    }

    static boolean notFound(String code, String description) {
        return code.equalsIgnoreCase("NOT_FOUND")
                || description.toLowerCase(Locale.ROOT).contains("not found");
    }

    /** Five of them in a row are no fault of the data: the webhook's user lacks a right. */
    private static boolean denied(@Nullable String code, String description) {
        return "ACCESS_DENIED".equalsIgnoreCase(code)
                || description.toLowerCase(Locale.ROOT).contains("access denied");
    }
}
