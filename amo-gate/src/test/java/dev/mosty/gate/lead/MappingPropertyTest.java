package dev.mosty.gate.lead;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.gate.rdesk.Funnel;
import dev.mosty.gate.rdesk.RdeskJson;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever RDESK sends, a mapping comes out, and one bad spot costs only the fields that stand on it. */
class MappingPropertyTest {

    @Property(tries = 2000)
    void anyJsonIsMappedAndNothingIsPrintedForWhatIsNotThere(@ForAll Funnel funnel, @ForAll("items") JsonNode item) {
        Mapped mapped = Samples.map(funnel, item);

        mapped.values().byField().values().forEach(value -> {
            if (value instanceof LeadValue.Text(String text)) {
                assertThat(text.lines().flatMap(line -> List.of(line.strip().split(": ", 2)).stream()))
                        .doesNotContain("null", "None");
            }
        });
        assertThat(LeadValues.fromJson(mapped.values().toJson())).isEqualTo(mapped.values());
        assertThat(RdeskJson.tree(new LeadPatch(1, mapped.values(), Samples.IDS).json())
                        .isObject())
                .isTrue();
    }

    @Property(tries = 2000)
    void aBrokenSpotCostsOnlyTheFieldsThatStandOnIt(@ForAll("broken") Broken broken) {
        LeadValues before =
                Samples.map(broken.funnel, Samples.good(broken.funnel)).values();
        LeadValues after = Samples.map(broken.funnel, broken.item).values();
        Set<LeadField> touched = fieldsOn(broken.funnel, broken.spot);

        for (LeadField field : LeadField.values()) {
            if (!touched.contains(field)) {
                assertThat(after.get(field))
                        .as("%s after breaking %s", field, broken.spot)
                        .isEqualTo(before.get(field));
            }
        }
    }

    @Provide
    Arbitrary<JsonNode> items() {
        return Arbitraries.oneOf(JsonTrees.objects(), JsonTrees.any());
    }

    @Provide
    Arbitrary<Broken> broken() {
        return Arbitraries.of(Funnel.class).flatMap(funnel -> {
            List<String> spots = new ArrayList<>();
            collect(Samples.good(funnel), "", spots);
            Arbitrary<BiFunction<JsonNode, String, JsonNode>> breakages = Arbitraries.oneOf(
                    Arbitraries.just(MappingPropertyTest::dropped),
                    JsonTrees.any().map(node -> (item, spot) -> replaced(item, spot, node)));
            return Combinators.combine(Arbitraries.of(spots), breakages)
                    .as((spot, breakage) -> new Broken(funnel, spot, breakage.apply(Samples.good(funnel), spot)));
        });
    }

    /** A good payload with one spot dropped or replaced. */
    record Broken(Funnel funnel, String spot, JsonNode item) {}

    private static Set<LeadField> fieldsOn(Funnel funnel, String spot) {
        return switch (JsonPointer.compile(spot).getMatchingProperty()) {
            case "money" -> EnumSet.of(LeadField.PRICE, LeadField.PAID_PRICE);
            case "bookedAt", "createdAt" -> EnumSet.of(LeadField.CREATED_AT);
            case "id" -> EnumSet.of(LeadField.ZDRAV_ID);
            case "status" -> EnumSet.of(LeadField.BOOKED_STATUS);
            case "checkin" -> EnumSet.of(LeadField.CHECK_IN);
            case "checkout" -> EnumSet.of(LeadField.CHECK_OUT);
            case "docNum" -> EnumSet.of(LeadField.DOC_NUM);
            case "extData" -> EnumSet.of(LeadField.GUESTS);
            case "billData" -> EnumSet.of(LeadField.BILL_DATA);
            case "birthday" ->
                funnel == Funnel.MC ? EnumSet.of(LeadField.MC_BIRTHDAY) : EnumSet.noneOf(LeadField.class);
            case "treatments" -> sums(LeadField.MC_TREATMENTS);
            case "labs" -> sums(LeadField.MC_LABS);
            case "packets" -> sums(LeadField.MC_PACKETS);
            case "complex" -> sums(LeadField.MC_COMPLEX);
            default -> EnumSet.noneOf(LeadField.class);
        };
    }

    private static Set<LeadField> sums(LeadField text) {
        return EnumSet.of(text, LeadField.PRICE, LeadField.PAID_PRICE);
    }

    private static void collect(JsonNode node, String path, List<String> spots) {
        if (!path.isEmpty()) {
            spots.add(path);
        }
        node.properties().forEach(entry -> collect(entry.getValue(), path + "/" + entry.getKey(), spots));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), path + "/" + i, spots);
            }
        }
    }

    private static JsonNode dropped(JsonNode item, String spot) {
        JsonPointer pointer = JsonPointer.compile(spot);
        switch (item.at(pointer.head())) {
            case ObjectNode object -> object.remove(pointer.last().getMatchingProperty());
            case ArrayNode array -> array.remove(pointer.last().getMatchingIndex());
            default -> throw new AssertionError(spot);
        }
        return item;
    }

    private static JsonNode replaced(JsonNode item, String spot, JsonNode with) {
        JsonPointer pointer = JsonPointer.compile(spot);
        JsonNode node = with.isMissingNode() ? NullNode.getInstance() : with;
        switch (item.at(pointer.head())) {
            case ObjectNode object -> object.set(pointer.last().getMatchingProperty(), node);
            case ArrayNode array -> array.set(pointer.last().getMatchingIndex(), node);
            default -> throw new AssertionError(spot);
        }
        return item;
    }
}
