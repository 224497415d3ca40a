package dev.mosty.bitrix.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowDifferenceTest {
    private static JsonNode json(String text) throws IOException {
        return Work.JSON.readTree(text.replace('\'', '"'));
    }

    private static List<Integer> differ(String there, String wanted) throws IOException {
        return RowDifference.of(json(there), json(wanted)).stream()
                .map(RowDifference::index)
                .toList();
    }

    @Test
    void numbersInOtherWritingAreTheSame() throws IOException {
        assertThat(differ(
                        "[{'ID':'7','PRODUCT_ID':3,'PRICE':10.5,'QUANTITY':'2.0000','DISCOUNT_SUM':0}]",
                        "[{'PRODUCT_ID':'3','PRICE':10.50,'QUANTITY':2}]"))
                .isEmpty();
    }

    @Test
    void aDiscountThatOneCDoesNotSpeakOfWouldGo() throws IOException {
        assertThat(differ("[{'PRICE':10,'DISCOUNT_SUM':5}]", "[{'PRICE':10}]")).containsExactly(0);
    }

    @Test
    void rowsThatComeAndGoAreNamed() throws IOException {
        assertThat(differ("[{'PRICE':1},{'PRICE':2}]", "[{'PRICE':1}]")).containsExactly(1);
        assertThat(differ("[]", "[{'PRICE':1},{'PRICE':2}]")).containsExactly(0, 1);
    }

    @Test
    void ofThePortalsRowOnlyThatIsShownWhichOneCSpeaksOf() throws IOException {
        var difference = RowDifference.of(json("[{'ID':'7','OWNER_ID':'1','PRICE':10}]"), json("[{'PRICE':11}]"))
                .getFirst();

        assertThat(difference.was()).contains(json("{'PRICE':10}"));
    }
}
