package dev.mosty.testbed.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PriceListTest {

    @Test
    void theDealsRowsComeToWhatTheyShould() {
        assertThat(PriceList.of(7).total()).isEqualByComparingTo("4652.90");
    }

    @Test
    void everyReferenceLeadsToSomethingThatComesLater() {
        List<JsonNode> all = PriceList.of(7).all().toList();
        Set<String> sent = new HashSet<>();

        for (JsonNode item : all) {
            // Some refer to nobody.
            assertThat(item.path("refs").findValuesAsText("originId"))
                    .allSatisfy(reference -> assertThat(sent).doesNotContain(reference));
            sent.add(item.path("originId").asText());
        }
        assertThat(sent).hasSameSizeAs(all);
        for (JsonNode item : all) {
            assertThat(item.path("rows").findValuesAsText("originId"))
                    .allSatisfy(product -> assertThat(sent).contains(product));
            assertThat(item.path("refs").findValuesAsText("originId"))
                    .allSatisfy(reference -> assertThat(sent).contains(reference));
        }
    }

    @Test
    void anotherRunBringsAnotherDealAndTheSamePriceList() {
        assertThat(PriceList.of(7).deal().path("originId"))
                .isNotEqualTo(PriceList.of(8).deal().path("originId"));
        assertThat(PriceList.of(7).posts().subList(1, 5))
                .isEqualTo(PriceList.of(8).posts().subList(1, 5));
    }
}
