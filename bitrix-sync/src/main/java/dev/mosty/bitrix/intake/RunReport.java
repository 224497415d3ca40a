package dev.mosty.bitrix.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.mosty.journal.JournalFilter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a run so far.
 *
 * @param state {@code running} or {@code done}
 * @param progress from 0 to 1
 * @param results of the entities that have one, in the order of the POST
 * @param waiting why those wait that are not done, at most 100 of them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunReport(
        String run,
        String state,
        boolean dryRun,
        int total,
        int done,
        int ok,
        int error,
        double progress,
        Instant acceptedAt,
        @Nullable Instant finishedAt,
        List<Result> results,
        List<Unfinished> waiting)
        implements JournalFilter.Abridged {

    /** Without the results: of a comparison they hold what people are called, under no field of that name. */
    @Override
    public Map<String, ?> shown() {
        return Map.of("run", run, "state", state, "total", total, "ok", ok, "error", error);
    }

    /**
     * Seed 004's Результат and Значение.
     *
     * @param value the portal's id, or a sentence
     * @param supersededBy the same entity's later index in the same run: its values won
     * @param note what else a person should know
     * @param changes of a dry run: {@code [{"field","was","becomes"}]}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            int index,
            String entity,
            String originId,
            String result,
            @Nullable String value,
            @Nullable Integer supersededBy,
            @Nullable String note,
            @JsonRawValue @Nullable String changes) {}

    /** @param why the last trouble; absent if it has not been tried */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Unfinished(
            int index,
            String entity,
            String originId,
            @Nullable String why) {}
}
