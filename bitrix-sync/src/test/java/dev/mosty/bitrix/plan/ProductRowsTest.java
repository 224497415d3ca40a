package dev.mosty.bitrix.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.bitrix.plan.Item.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class ProductRowsTest {
    private static List<ObjectNode> rows(String json) {
        try {
            Map<String, JsonNode> fields = new LinkedHashMap<>();
            Work.JSON
                    .readTree(json.replace('\'', '"'))
                    .properties()
                    .forEach(field -> fields.put(field.getKey(), field.getValue()));
            return ProductRows.of(List.of(new Row(Optional.empty(), fields)), key -> 0L);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aPlainLineStaysAsItIs() {
        assertThat(rows("{'PRODUCT_NAME':'Приём','PRICE':1500,'QUANTITY':2,'MEASURE_CODE':796}")
                        .toString())
                .isEqualTo("[{\"PRODUCT_NAME\":\"Приём\",\"MEASURE_CODE\":796,\"PRICE\":1500.00,\"QUANTITY\":2}]");
    }

    @Test
    void anExactPercentageIsShownAsOne() {
        assertThat(rows("{'PRICE':200,'QUANTITY':3,'DISCOUNT_RATE':10}").toString())
                .isEqualTo("[{\"PRICE\":180.00,\"QUANTITY\":3,\"DISCOUNT_TYPE_ID\":2,\"DISCOUNT_RATE\":10,"
                        + "\"DISCOUNT_SUM\":20.00}]");
    }

    @Test
    void aTotalThatNoPriceGivesBecomesTwoRows() {
        var rows = rows("{'PRICE':40,'QUANTITY':3,'SUM':'100,00'}");

        assertThat(rows).hasSize(2);
        assertThat(rows.toString()).contains("\"PRICE\":33.33,\"QUANTITY\":2", "\"PRICE\":33.34,\"QUANTITY\":1");
        assertThat(ProductRows.total(rows)).isEqualTo("100.00");
    }

    @Test
    void aDiscountOfEverythingTellsHowMuchItWas() {
        assertThat(rows("{'PRICE':50,'QUANTITY':1,'DISCOUNT_RATE':100}").toString())
                .contains("\"PRICE\":0.00", "\"DISCOUNT_RATE\":100", "\"DISCOUNT_SUM\":50.00");
    }

    /** Whatever 1C rounded, the portal adds up to the same kopeck. */
    @Property
    void thePortalsSumIsOneCs(
            @ForAll @BigRange(min = "0.01", max = "99999") @Scale(2) BigDecimal price,
            @ForAll @BigRange(min = "0.001", max = "500") @Scale(3) BigDecimal quantity,
            @ForAll @BigRange(min = "0", max = "100") @Scale(2) BigDecimal rate) {
        var sum = price.multiply(quantity)
                .multiply(BigDecimal.valueOf(100).subtract(rate))
                .divide(BigDecimal.valueOf(100), 2, RoundingMode.HALF_UP);

        assertThat(ProductRows.total(
                        rows("{'PRICE':" + price + ",'QUANTITY':" + quantity + ",'DISCOUNT_RATE':" + rate + "}")))
                .isEqualByComparingTo(sum);
        assertThat(ProductRows.total(rows("{'PRICE':" + price + ",'QUANTITY':" + quantity + ",'SUM':" + sum + "}")))
                .isEqualByComparingTo(sum);
    }
}
