package dev.mosty.gate.lead;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.StringLength;

/** However an amount is spelled, it is the same amount. */
class NumberPropertyTest {

    @Property
    void aNumberIsReadTheSameFromEverySpelling(
            @ForAll @BigRange(min = "-99999999999.99", max = "99999999999.99") @Scale(2) BigDecimal amount) {
        String plain = amount.toPlainString();

        assertThat(read(plain)).isEqualByComparingTo(amount);
        assertThat(read(plain.replace('.', ','))).isEqualByComparingTo(amount);
        assertThat(read(" " + plain + "\u00a0")).isEqualByComparingTo(amount);
        for (char space : new char[] {' ', '\u00a0', '\u202f'}) {
            assertThat(read(grouped(amount, space, ','))).isEqualByComparingTo(amount);
        }
        assertThat(read(grouped(amount, ',', '.'))).isEqualByComparingTo(amount);
        assertThat(read(grouped(amount, '.', ','))).isEqualByComparingTo(amount);
        assertThat(known(Scalar.number(DecimalNode.valueOf(amount)))).isEqualByComparingTo(amount);
    }

    @Property
    void aShownNumberReadsBackAndIsWholeWithoutAPoint(
            @ForAll @BigRange(min = "-99999999999", max = "99999999999") @Scale(4) BigDecimal amount) {
        String shown = Scalar.plain(amount);

        assertThat(read(shown)).isEqualByComparingTo(amount);
        assertThat(shown.contains(".")).isEqualTo(amount.stripTrailingZeros().scale() > 0);
        assertThat(shown).doesNotContain("E");
    }

    @Property
    void anyTextIsEitherANumberOrNot(@ForAll @StringLength(max = 80) String text) {
        assertThat(Scalar.number(TextNode.valueOf(text))).isNotNull();
    }

    private static BigDecimal read(String text) {
        return known(Scalar.number(TextNode.valueOf(text)));
    }

    private static BigDecimal known(Reading<BigDecimal> reading) {
        assertThat(reading).isInstanceOf(Reading.Known.class);
        return ((Reading.Known<BigDecimal>) reading).value();
    }

    private static String grouped(BigDecimal amount, char group, char point) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setGroupingSeparator(group);
        symbols.setDecimalSeparator(point);
        return new DecimalFormat("#,##0.00", symbols).format(amount);
    }
}
