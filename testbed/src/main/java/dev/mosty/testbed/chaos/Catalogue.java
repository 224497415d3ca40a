package dev.mosty.testbed.chaos;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What 1C has: companies, contacts and deals that refer to one another, each changed again and again. Used by one thread
 * at a time.
 */
final class Catalogue {
    private static final Map<String, Integer> COUNTS = Map.of("company", 30, "contact", 150, "deal", 120);
    private static final int A_POST = 20;

    private final Random random;
    private final Map<Thing, Integer> newest = new TreeMap<>();
    private int edition;

    Catalogue(long seed) {
        this.random = new Random(seed);
    }

    /** One object of 1C. */
    record Thing(String entity, int number) implements Comparable<Thing> {
        String originId() {
            return "c4a05000-0000-4000-8000-%s%08d".formatted(code(), number);
        }

        private String code() {
            return switch (entity) {
                case "company" -> "f1f1";
                case "contact" -> "c0c0";
                default -> "dea1";
            };
        }

        @Override
        public int compareTo(Thing other) {
            return originId().compareTo(other.originId());
        }
    }

    /** The edition of each that was posted last. */
    Map<Thing, Integer> newest() {
        return newest;
    }

    /** Some of them as they are now, in no order. */
    ArrayNode next() {
        edition++;
        Map<Thing, ObjectNode> some = new TreeMap<>();
        while (some.size() < A_POST) {
            int kind = random.nextInt(10);
            Thing thing = kind < 1 ? any("company") : kind < 6 ? any("contact") : any("deal");
            some.put(thing, json(thing, edition));
            newest.put(thing, edition);
        }
        ArrayNode post = Json.MAPPER.createArrayNode();
        some.values().forEach(post::add);
        return post;
    }

    /** Every object that has not been posted yet, so that nobody waits for it in vain. */
    ArrayNode rest() {
        edition++;
        ArrayNode post = Json.MAPPER.createArrayNode();
        COUNTS.forEach((entity, count) -> {
            for (int i = 0; i < count; i++) {
                Thing thing = new Thing(entity, i);
                if (newest.putIfAbsent(thing, edition) == null) {
                    post.add(json(thing, edition));
                }
            }
        });
        return post;
    }

    private Thing any(String entity) {
        return new Thing(entity, random.nextInt(COUNTS.getOrDefault(entity, 1)));
    }

    private static ObjectNode json(Thing thing, int edition) {
        ObjectNode json = Json.object().put("entity", thing.entity()).put("originId", thing.originId());
        ObjectNode fields = json.putObject("fields");
        fields.put(title(thing), named(thing, edition));
        switch (thing.entity()) {
            case "contact" -> {
                fields.putArray("PHONE").add("+7700%07d".formatted(thing.number()));
                refer(json.putObject("refs").putObject("COMPANY_ID"), company(thing));
            }
            case "deal" -> {
                ObjectNode refs = json.putObject("refs");
                refer(refs.putObject("COMPANY_ID"), company(thing));
                refer(refs.putArray("CONTACT_IDS").addObject(), contact(thing));
                json.putArray("rows")
                        .addObject()
                        .put("PRODUCT_NAME", "Sample")
                        .put("PRICE", edition)
                        .put("QUANTITY", 2);
            }
            default -> {}
        }
        return json;
    }

    private static void refer(ObjectNode reference, Thing to) {
        reference.put("entity", to.entity()).put("originId", to.originId());
    }

    /** The field that holds its name. */
    static String title(Thing thing) {
        return thing.entity().equals("contact") ? "NAME" : "TITLE";
    }

    static String named(Thing thing, int edition) {
        return thing.entity() + " " + thing.number() + ", edition " + edition;
    }

    static Thing company(Thing of) {
        return new Thing("company", of.number() % COUNTS.getOrDefault("company", 1));
    }

    static Thing contact(Thing of) {
        return new Thing("contact", of.number() % COUNTS.getOrDefault("contact", 1));
    }
}
