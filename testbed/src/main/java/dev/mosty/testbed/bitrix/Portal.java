package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.bitrix.WriteLog.Action;
import dev.mosty.testbed.bitrix.WriteLog.Author;
import dev.mosty.testbed.simulation.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The portal's data and whoever writes them. Every write goes through here. */
final class Portal {
    private final Directory directory = Directory.read();
    private final Items items = new Items();
    private final BitrixKnobs knobs;
    private final PortalTime time;
    private final WriteLog log = new WriteLog();
    private final FieldReading reading;
    private final Upkeep upkeep = new Upkeep(directory);
    private Runnable changed = () -> {};

    Portal(BitrixKnobs knobs, PortalTime time) {
        this.knobs = knobs;
        this.time = time;
        this.reading = new FieldReading(directory, items, knobs);
        begin();
    }

    Directory directory() {
        return directory;
    }

    Items items() {
        return items;
    }

    BitrixKnobs knobs() {
        return knobs;
    }

    WriteLog log() {
        return log;
    }

    /** Is told after every write. */
    void onChange(Runnable listener) {
        changed = listener;
    }

    /** What people had entered before anybody connected the portal. */
    synchronized void begin() {
        items.clear();
        directory.items().forEach(entered -> {
            Kind kind = Kind.of(entered.path("kind").asText());
            Item item = add(kind, entered.path("fields"), Author.PERSON);
            if (entered.has("rows")) {
                setRows(item, entered.path("rows").valueStream().toList(), Author.PERSON);
            }
        });
        log.resetCounts();
        changed.run();
    }

    synchronized Items.Snapshot snapshot() {
        return items.snapshot();
    }

    synchronized void restore(Items.Snapshot snapshot) {
        items.restore(snapshot);
    }

    synchronized Optional<Item> find(Kind kind, long id) {
        return items.find(kind, id);
    }

    synchronized int count(Kind kind) {
        return items.of(kind).size();
    }

    synchronized List<Item> all(Kind kind) {
        return List.copyOf(items.of(kind).values());
    }

    synchronized Outcome list(Kind kind, Params params) {
        return new ItemList(directory, items, knobs).of(kind, params);
    }

    Optional<Outcome.Refused> problem(Kind kind, JsonNode fields, boolean adding) {
        return reading.problem(kind, fields, adding);
    }

    synchronized Item add(Kind kind, JsonNode fields, Author by) {
        long user = user(by);
        Item fresh = reading.apply(Item.fresh(kind, items.nextId(kind)), fields, true);
        Item made = upkeep.settled(fresh, upkeep.added(fresh, user, time.now()), user, time.now());
        return keep(made, Action.ADD, true, fields, by);
    }

    synchronized Item update(Item before, JsonNode fields, Author by) {
        return change(before, item -> reading.apply(item, fields, false), Action.UPDATE, fields, by);
    }

    /** All rows anew. */
    synchronized Item setRows(Item before, Collection<JsonNode> rows, Author by) {
        List<ProductRow> read = new ArrayList<>();
        for (JsonNode row : rows) {
            String named = items.find(Kind.PRODUCT, Php.whole(row.path("PRODUCT_ID")))
                    .map(product -> product.value("NAME"))
                    .orElse("");
            read.add(ProductRow.read(row, items.nextPart(), 10 * (read.size() + 1), named));
        }
        return change(before, item -> item.withRows(read), Action.ROWS, Json.tree(rows), by);
    }

    synchronized Item setContacts(Item before, List<Long> contacts, Author by) {
        List<Long> known = contacts.stream()
                .filter(id -> items.has(Kind.CONTACT, id))
                .distinct()
                .toList();
        return change(before, item -> item.withContacts(known), Action.LINKS, Json.tree(contacts), by);
    }

    synchronized Item setCompanies(Item before, List<Long> companies, Author by) {
        List<Long> known = companies.stream()
                .filter(id -> items.has(Kind.COMPANY, id))
                .distinct()
                .toList();
        return change(before, item -> item.withCompanies(known), Action.LINKS, Json.tree(companies), by);
    }

    /** With its links from others. */
    synchronized void delete(Item item, Author by) {
        items.remove(item);
        for (Kind kind : Kind.values()) {
            for (Item other : List.copyOf(items.of(kind).values())) {
                Item freed = Links.without(other, item);
                if (!freed.equals(other)) {
                    items.put(freed);
                }
            }
        }
        log.wrote(time.now(), by, Action.DELETE, item, true, Json.object());
        changed.run();
    }

    /** Deletes one, and whoever named it names the other. */
    synchronized void replace(Item gone, Item by, Author author) {
        for (Kind kind : Kind.values()) {
            for (Item other : List.copyOf(items.of(kind).values())) {
                Item relinked = Links.swapped(other, gone, by.id());
                if (!relinked.equals(other)) {
                    change(other, any -> relinked, Action.LINKS, Json.object(), author);
                }
            }
        }
        delete(gone, author);
    }

    private Item change(Item before, UnaryOperator<Item> how, Action action, JsonNode sent, Author by) {
        Item applied = how.apply(before);
        Item after = upkeep.settled(before, applied, user(by), time.now());
        return keep(after, action, !applied.equals(before), sent, by);
    }

    private Item keep(Item item, Action action, boolean different, JsonNode sent, Author by) {
        items.put(item);
        log.wrote(time.now(), by, action, item, different, sent);
        changed.run();
        return item;
    }

    /** The webhook speaks as its owner. */
    private long user(Author by) {
        return by == Author.REST
                ? directory.users().getFirst().id()
                : directory.users().getLast().id();
    }
}
