package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mosty.bitrix.plan.Desired;
import dev.mosty.bitrix.plan.Dictionary;
import dev.mosty.bitrix.plan.EntityKey;
import dev.mosty.bitrix.plan.Fields;
import dev.mosty.bitrix.plan.ItemReader;
import dev.mosty.bitrix.plan.Link;
import dev.mosty.bitrix.plan.ProductRows;
import dev.mosty.bitrix.plan.Sent;
import dev.mosty.bitrix.plan.Want;
import dev.mosty.bitrix.plan.Work;
import dev.mosty.delivery.Delivery;
import dev.mosty.delivery.Outcome;
import dev.mosty.delivery.Outcome.Dead;
import dev.mosty.delivery.Outcome.Done;
import dev.mosty.delivery.Outcome.Superseded;
import dev.mosty.delivery.Parcel;
import dev.mosty.delivery.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Makes an errand of what waits: merges it, ends what is unchanged without asking the portal, and writes down which
 * fields are unknown from now on.
 */
final class Preparation {
    private Preparation() {}

    /** @param portal whose ids count */
    static Plan<Errand> of(Handle tx, String portal, List<Parcel> parcels) {
        var dictionary = Dictionaries.read(tx);
        var settled = new HashMap<Long, Outcome>();
        var ended = new ArrayList<RunResults.Result>();
        var drafts = new ArrayList<Draft>();
        for (var parcel : parcels) {
            try {
                drafts.add(draft(parcel, dictionary.fields()));
            } catch (ItemReader.Malformed e) {
                refuse(parcel, e, settled, ended);
            }
        }
        var lanes = drafts.stream().map(draft -> draft.want().key().lane()).collect(Collectors.toSet());
        var needs =
                drafts.stream().flatMap(draft -> draft.want().needs().stream()).collect(Collectors.toSet());
        var asked = new HashSet<>(lanes);
        needs.forEach(need -> asked.add(need.lane()));
        var links = LinkTable.read(tx, portal, asked);
        var ids = new HashMap<EntityKey, Long>();
        for (var need : needs) {
            links.getOrDefault(need.lane(), Link.UNKNOWN).portalId().ifPresent(id -> ids.put(need, id));
        }

        var leaving = new HashMap<String, Sent>();
        var tasks = new ArrayList<Task>();
        for (var draft : drafts) {
            var link = links.getOrDefault(draft.want().key().lane(), Link.UNKNOWN);
            if (draft.dry() || link.portalId().isEmpty()) {
                tasks.add(draft.task(link));
                continue;
            }
            var goesOut = leaving(draft.want(), link.sent(), ids, dictionary);
            // What the portal cannot be told is to be said each time, and may be a new field of it.
            if (goesOut.isEmpty() && draft.want().unfit().isEmpty()) {
                end(draft.deliveries(), settled);
                ended.addAll(results(draft.works(), text(link.portalId())));
            } else {
                var unknown = link.sent().leaving(goesOut);
                leaving.put(draft.want().key().lane(), unknown);
                tasks.add(draft.task(new Link(link.portalId(), unknown)));
            }
        }
        LinkTable.leaving(tx, leaving);
        RunResults.write(tx, ended);
        if (tasks.isEmpty()) {
            return new Plan<>(settled, Optional.empty());
        }
        var missing = needs.stream()
                .filter(need -> !ids.containsKey(need))
                .map(EntityKey::lane)
                .collect(Collectors.toSet());
        var queuedLanes = LinkTable.queued(tx, Work.CHANNEL, missing);
        missing.removeAll(queuedLanes);
        var refusedLanes = missing.isEmpty() ? Map.<String, String>of() : LinkTable.refused(tx, Work.CHANNEL, missing);
        var refused = needs.stream()
                .filter(need -> refusedLanes.containsKey(need.lane()))
                .collect(Collectors.toMap(Function.identity(), need -> refusedLanes.getOrDefault(need.lane(), "")));
        var circleLanes = queuedLanes.isEmpty() ? Set.<String>of() : LinkTable.circles(tx, lanes);
        var queued =
                needs.stream().filter(need -> queuedLanes.contains(need.lane())).collect(Collectors.toSet());
        var circles = tasks.stream()
                .map(Task::key)
                .filter(key -> circleLanes.contains(key.lane()))
                .collect(Collectors.toSet());
        return new Plan<>(
                settled,
                Optional.of(new Errand(tasks, ids, new LinkedHashMap<>(), queued, refused, circles, dictionary)));
    }

    /** What waits for one entity. */
    private record Draft(Want want, List<Delivery> deliveries, List<Work> works, boolean dry) {
        Task task(Link link) {
            return new Task(want, link, deliveries, works, dry);
        }
    }

    private static Draft draft(Parcel parcel, Fields fields) throws ItemReader.Malformed {
        var works = new ArrayList<Work>();
        var parts = new ArrayList<Want.Part>();
        for (var delivery : parcel.deliveries()) {
            var work = Work.of(delivery.payload());
            works.add(work);
            parts.add(new Want.Part(delivery.id(), ItemReader.read(work.item())));
        }
        var dry = parcel.newest().kind().equals(Work.DRY);
        return new Draft(Want.of(parts).fitting(fields), parcel.deliveries(), works, dry);
    }

    /** Only a dead letter of a wrong shape that an operator sent again comes here, and is one again. */
    private static void refuse(
            Parcel parcel, ItemReader.Malformed why, Map<Long, Outcome> settled, List<RunResults.Result> ended) {
        var sentence = why.field().isEmpty() ? why.getMessage() : why.field() + " " + why.getMessage();
        for (var delivery : parcel.deliveries()) {
            settled.put(delivery.id(), new Dead(sentence, null));
            ended.add(new RunResults.Result(Work.of(delivery.payload()), false, sentence, null, null));
        }
    }

    /** Every field that goes out, as it will be remembered. */
    private static Map<String, JsonNode> leaving(
            Want want, Sent sent, Map<EntityKey, Long> ids, Dictionary dictionary) {
        var desired = Desired.of(want, key -> Optional.ofNullable(ids.get(key)), dictionary);
        var remembered = desired.remembered();
        var leaving = new LinkedHashMap<String, JsonNode>();
        desired.changed(want, sent)
                .forEach(name -> leaving.put(name, remembered.getOrDefault(name, TextNode.valueOf(""))));
        // Their ids come to light on the way.
        desired.unresolved().forEach(name -> leaving.put(name, TextNode.valueOf("?")));
        desired.noCurrency().ifPresent(word -> leaving.put("CURRENCY_ID", TextNode.valueOf("?")));
        want.rows().ifPresent(rows -> {
            var known = rows.stream()
                    .allMatch(row -> row.product().map(ids::containsKey).orElse(true));
            var list = JsonNodeFactory.instance.arrayNode();
            if (known) {
                ProductRows.of(rows, key -> ids.getOrDefault(key, 0L)).forEach(list::add);
            }
            var value = known ? TaskRows.remembered(list) : TextNode.valueOf("?");
            if (want.force() || !known || sent.differs(Sent.ROWS, value, want.deliveryOf(Sent.ROWS))) {
                leaving.put(Sent.ROWS, value);
            }
        });
        return leaving;
    }

    /** All of them are done: the newest carried what the others had. */
    static void end(List<Delivery> deliveries, Map<Long, Outcome> outcomes) {
        var newest = deliveries.getLast().id();
        deliveries.forEach(
                delivery -> outcomes.put(delivery.id(), delivery.id() == newest ? new Done() : new Superseded(newest)));
    }

    static @Nullable String text(Optional<Long> id) {
        return id.map(known -> Long.toString(known)).orElse(null);
    }

    private static List<RunResults.Result> results(List<Work> works, @Nullable String id) {
        return works.stream()
                .map(work -> new RunResults.Result(work, true, id, null, null))
                .toList();
    }
}
