package dev.mosty.testbed.chaos;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import java.util.List;
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

    /** A deal goes on to the next after so many posts; 1C never takes one back. */
    private static final int EDITIONS_A_STAGE = 40;

    private static final List<String> STAGES = List.of("NEW", "PREPARATION", "PREPAYMENT_INVOICE", "EXECUTING");

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

        /** 1C waits to be asked for these, so that references lead both ways between what it posts and what it does not. */
        boolean pulled() {
            return number % (entity.equals("contact") ? 3 : 2) == 0;
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

    /** What 1C posts of them, and what it will be asked for. */
    record Some(ArrayNode posted, ArrayNode pulled) {
        private static Some of(Map<Thing, ObjectNode> things) {
            Some some = new Some(Json.MAPPER.createArrayNode(), Json.MAPPER.createArrayNode());
            things.forEach((thing, json) -> (thing.pulled() ? some.pulled : some.posted).add(json));
            return some;
        }
    }

    /** The edition of each that was posted last. */
    Map<Thing, Integer> newest() {
        return newest;
    }

    /** Some of them as they are now, in no order. */
    Some next() {
        edition++;
        Map<Thing, ObjectNode> some = new TreeMap<>();
        while (some.size() < A_POST) {
            int kind = random.nextInt(10);
            Thing thing = kind < 1 ? any("company") : kind < 6 ? any("contact") : any("deal");
            some.put(thing, json(thing, edition));
            newest.put(thing, edition);
        }
        return Some.of(some);
    }

    /** Every object that has not been posted yet, so that nobody waits for it in vain. */
    Some rest() {
        edition++;
        Map<Thing, ObjectNode> rest = new TreeMap<>();
        COUNTS.forEach((entity, count) -> {
            for (int i = 0; i < count; i++) {
                Thing thing = new Thing(entity, i);
                if (newest.putIfAbsent(thing, edition) == null) {
                    rest.put(thing, json(thing, edition));
                }
            }
        });
        return Some.of(rest);
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
                fields.put("STAGE_ID", stage(edition));
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

    static String stage(int edition) {
        return STAGES.get(Math.min(STAGES.size() - 1, edition / EDITIONS_A_STAGE));
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
