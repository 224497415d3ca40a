package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mosty.bitrix.Words;
import dev.mosty.bitrix.plan.EntityType;
import dev.mosty.bitrix.plan.Work;
import dev.mosty.delivery.Courier;
import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.delivery.DeliveryEngine;
import dev.mosty.delivery.Outcome.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Carries out what people decided of several portal entities with one origin id ({@code bitrix_choice}): merges them,
 * or only links one. What 1C sent meanwhile and was refused for the conflict goes out again. A decision that the portal
 * refuses stays with the reason, for a person to decide anew.
 */
final class Choices {
    private static final int AT_ONCE = 20;

    private final Jdbi jdbi;
    private final DeliveryEngine engine;

    Choices(Jdbi jdbi, DeliveryEngine engine) {
        this.jdbi = jdbi;
        this.engine = engine;
    }

    private record Choice(String key, EntityType type, long portalId, List<Long> merged) {}

    private sealed interface Came {
        /** To one entity with that id. */
        record Good(long portalId) implements Came {}

        record Bad(String why) implements Came {}

        /** To nothing, and all else would come to the same. */
        record Rest(Pause pause) implements Came {}
    }

    /** @return why nothing can be sent now */
    Optional<Pause> carryOut(PortalApi api, Courier courier) throws LeaseLost {
        for (var choice : open()) {
            switch (choice.merged().isEmpty() ? new Came.Good(choice.portalId()) : merge(api, courier, choice)) {
                case Came.Good(long portalId) -> done(choice, portalId);
                case Came.Bad(String why) -> refuse(choice, why);
                case Came.Rest(Pause pause) -> {
                    return Optional.of(pause);
                }
            }
        }
        return Optional.empty();
    }

    private List<Choice> open() {
        return jdbi.withHandle(handle -> handle.select("""
                        select c.key, l.entity, c.portal_id, coalesce(c.merged, '{}') as merged
                          from bitrix_choice c join bitrix_link l on l.key = c.key
                         where c.refused is null order by c.asked_at limit ?
                        """, AT_ONCE)
                .map((row, context) -> new Choice(
                        row.getString("key"),
                        EntityType.of(row.getString("entity")).orElseThrow(),
                        row.getLong("portal_id"),
                        List.of((Long[]) row.getArray("merged").getArray())))
                .list());
    }

    /**
     * Whether a merge whose answer was lost was carried out is not asked: the next search for the origin id finds one of
     * them, or several again.
     */
    private static Came merge(PortalApi api, Courier courier, Choice choice) throws LeaseLost {
        var number = Methods.number(choice.type());
        if (number.isEmpty()) {
            return new Came.Bad(Words.of("merge.impossible"));
        }
        var question = JsonNodeFactory.instance.objectNode();
        var params = question.putObject("params").put("entityTypeId", number.getAsInt());
        var ids = new ArrayList<>(List.of(choice.portalId()));
        ids.addAll(choice.merged());
        var list = params.putArray("entityIds");
        ids.forEach(list::add);
        return switch (api.call(courier, Methods.MERGE, question)) {
            case Answer.Taken(JsonNode result, var time) -> came(choice, ids, result);
            case Answer.Refused(String code, String description) ->
                new Came.Bad(Words.of("merge.failed", description.isEmpty() ? code : description));
            case Answer.Unknown ignored -> new Came.Bad(Words.of("merge.unknown"));
            case Answer other -> new Came.Rest(Pauses.of(other, 1));
        };
    }

    /** The answer names those that are gone; who stays is the portal's decision. */
    private static Came came(Choice choice, List<Long> ids, JsonNode result) {
        switch (result.path("STATUS").asText()) {
            case "SUCCESS" -> {
                var left = new ArrayList<>(ids);
                result.path("ENTITY_IDS").forEach(gone -> left.remove((Object) gone.asLong()));
                return new Came.Good(left.size() == 1 ? left.getFirst() : choice.portalId());
            }
            case "CONFLICT" -> {
                var all = String.join(
                        ",", ids.stream().map(id -> Long.toString(id)).toList());
                return new Came.Bad(Words.of("merge.conflict", choice.type().word(), all));
            }
            default -> {
                return new Came.Bad(
                        Words.of("merge.failed", result.path("STATUS").asText()));
            }
        }
    }

    /** What the portal took from us before was another entity's: all of it goes out anew. */
    private void done(Choice choice, long portalId) {
        jdbi.useTransaction(tx -> {
            tx.execute(
                    "update bitrix_link set portal_id = ?, conflict = null, sent = '{}', version = null,"
                            + " changed_at = now() where key = ?",
                    portalId,
                    choice.key());
            tx.execute("delete from bitrix_choice where key = ?", choice.key());
            engine.deadLetters().replay(tx, Work.CHANNEL, refusedForIt(tx, choice));
        });
        engine.wake(List.of(Work.CHANNEL));
    }

    private static List<Long> refusedForIt(Handle tx, Choice choice) {
        return tx.select(
                        "select id from delivery where channel = ? and key = ? and dead_at is not null"
                                + " and last_error = ? order by id",
                        Work.CHANNEL,
                        choice.key(),
                        Words.of("conflict", choice.type().word()))
                .mapTo(Long.class)
                .list();
    }

    private void refuse(Choice choice, String why) {
        jdbi.useHandle(
                handle -> handle.execute("update bitrix_choice set refused = ? where key = ?", why, choice.key()));
    }
}
