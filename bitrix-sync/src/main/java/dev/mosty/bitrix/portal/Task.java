package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mosty.bitrix.plan.EntityKey;
import dev.mosty.bitrix.plan.Link;
import dev.mosty.bitrix.plan.Sent;
import dev.mosty.bitrix.plan.Want;
import dev.mosty.bitrix.plan.Work;
import dev.mosty.delivery.Delivery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One entity on its errand: what is wanted, and what is found out and done on the way. Used by one thread. */
final class Task {
    private final Want want;
    private final List<Delivery> deliveries;
    private final List<Work> works;
    private final boolean dry;
    private Link link;
    private @Nullable JsonNode present;
    private @Nullable Fate fate;
    private final List<String> notes = new ArrayList<>();
    private final List<Long> conflict = new ArrayList<>();
    private final Map<String, Change> changes = new LinkedHashMap<>();
    private final Set<String> strangers = new LinkedHashSet<>();
    private final Set<String> strangeCurrencies = new LinkedHashSet<>();
    private boolean found;

    Task(Want want, Link link, List<Delivery> deliveries, List<Work> works, boolean dry) {
        this.want = want;
        this.link = link;
        this.deliveries = deliveries;
        this.works = works;
        this.dry = dry;
        this.notes.addAll(Sentences.unfit(want));
    }

    Want want() {
        return want;
    }

    EntityKey key() {
        return want.key();
    }

    List<Delivery> deliveries() {
        return deliveries;
    }

    List<Work> works() {
        return works;
    }

    boolean dry() {
        return dry;
    }

    Optional<Long> id() {
        return link.portalId();
    }

    Sent sent() {
        return link.sent();
    }

    /** The portal has it under that id, and what it holds is in {@code row}. */
    void foundAt(long id, JsonNode row) {
        link = new Link(Optional.of(id), link.sent());
        present = row;
        found = true;
    }

    void createdAt(long id) {
        link = new Link(Optional.of(id), link.sent());
        found = true;
    }

    /** The id leads nowhere any more; what was sent there is gone with it. */
    void lost() {
        link = Link.UNKNOWN;
        present = null;
    }

    void took(Sent sent) {
        link = new Link(link.portalId(), sent);
    }

    /** The portal's row as it was read, an empty object if it was not. */
    JsonNode present() {
        return present == null ? JsonNodeFactory.instance.objectNode() : present;
    }

    boolean isRead() {
        return present != null;
    }

    /** Its id came from the portal in this errand. */
    boolean found() {
        return found;
    }

    boolean open() {
        return fate == null;
    }

    Optional<Fate> fate() {
        return Optional.ofNullable(fate);
    }

    /** The first word counts. */
    void end(Fate how) {
        if (fate == null) {
            fate = how;
        }
    }

    List<String> notes() {
        return notes;
    }

    /** Ids that have the same origin id. */
    List<Long> conflict() {
        return conflict;
    }

    /** What the portal has of a field, and would have; missing or null for nothing. */
    record Change(JsonNode was, JsonNode becomes) {
        /** Without the values, which are personal data. */
        @Override
        public String toString() {
            return "Change";
        }
    }

    void change(String field, JsonNode was, JsonNode becomes) {
        changes.put(field, new Change(was, becomes));
    }

    /** What would be written, by field. */
    Map<String, Change> changes() {
        return changes;
    }

    /** 1C's users whom nobody has mapped. */
    Set<String> strangers() {
        return strangers;
    }

    /** 1C's words for currencies that nobody has mapped. */
    Set<String> strangeCurrencies() {
        return strangeCurrencies;
    }

    @Override
    public String toString() {
        return "Task[" + key() + "]";
    }
}
