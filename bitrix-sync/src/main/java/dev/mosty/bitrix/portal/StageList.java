package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mosty.bitrix.plan.Dictionary;
import dev.mosty.delivery.Courier;
import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.delivery.Outcome.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads the portal's stages once an hour, which also tells whether the webhook is good. */
final class StageList {
    private static final Logger LOG = Logger.getLogger(StageList.class);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration AT_MOST_EVERY = Duration.ofMinutes(1);
    private static final int PAGE = 50;
    private static final int MOST_PAGES = 40;

    private final Jdbi jdbi;
    private volatile @Nullable Long readAt;

    StageList(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @return why nothing can be sent now; what was read once stays good enough while the portal is away */
    Optional<Pause> keep(PortalApi api, Courier courier) throws LeaseLost {
        return readWithin(EVERY) ? Optional.empty() : read(api, courier);
    }

    /** Somebody was told of a stage that is not in the list: it may be new. Read again if that is some time ago. */
    boolean refresh(PortalApi api, Courier courier) throws LeaseLost {
        return !readWithin(AT_MOST_EVERY) && read(api, courier).isEmpty();
    }

    Dictionary dictionary() {
        return jdbi.inTransaction(Dictionaries::read);
    }

    private boolean readWithin(Duration time) {
        var last = readAt;
        return last != null && System.nanoTime() - last < time.toNanos();
    }

    private synchronized Optional<Pause> read(PortalApi api, Courier courier) throws LeaseLost {
        var last = readAt;
        var statuses = new ArrayList<JsonNode>();
        int start = 0;
        for (int page = 0; page < MOST_PAGES; page++) {
            var question = JsonNodeFactory.instance.objectNode().put("start", start);
            question.putObject("order").put("SORT", "ASC");
            switch (api.call(courier, Methods.STATUSES, question)) {
                case Answer.Taken(JsonNode result, var time) -> result.forEach(statuses::add);
                case Answer.Refused ignored -> {
                    return refused(statuses);
                }
                case Answer other -> {
                    return last == null || isMisconfigured(other) ? Optional.of(Pauses.of(other, 2)) : Optional.empty();
                }
            }
            var whole = statuses.size() != start + PAGE;
            var again = start > 0 && statuses.get(start).equals(statuses.getFirst());
            if (whole || again) {
                break;
            }
            start += PAGE;
        }
        store(statuses);
        return Optional.empty();
    }

    /** Without the right to read them stages are written unjudged. */
    private Optional<Pause> refused(List<JsonNode> statuses) {
        store(statuses);
        return Optional.empty();
    }

    private static boolean isMisconfigured(Answer answer) {
        return answer instanceof Answer.Unauthorized
                || answer instanceof Answer.Forbidden
                || answer instanceof Answer.Elsewhere
                || answer instanceof Answer.Blocked;
    }

    private void store(List<JsonNode> statuses) {
        var findings = jdbi.inTransaction(tx -> {
            Dictionaries.replaceStages(tx, statuses);
            var sentences = new ArrayList<String>();
            if (statuses.isEmpty()) {
                sentences.add("the portal told no stages: what 1C sends of them is written unjudged");
            }
            var users = Dictionaries.unmappedUsers(tx);
            if (users > 0) {
                sentences.add(users + " users of 1C are mapped to nobody at the portal");
            }
            Dictionaries.findings(tx, sentences);
            return sentences;
        });
        findings.forEach(LOG::warn);
        readAt = System.nanoTime();
    }
}
