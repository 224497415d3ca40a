package dev.mosty.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Seed 002, «Поиск номера в 1С», beside the rule as plainly as it can be said. */
class EndingTest {

    @Example
    void theSeedsExampleLooksForTheLastSevenDigits() {
        assertThat(fits("89991234567", 7, "71234567")).isTrue();
        assertThat(fits("89991234567", 7, "1234567")).isTrue();
        assertThat(fits("89991234567", 7, "89991234568")).isFalse();
        assertThat(fits("1234567", 7, "71234567")).isFalse();
    }

    @Property(tries = 5000)
    void aNumberLongerThanNIsFoundByItsLastNDigitsAndAnyOtherAsAWhole(
            @ForAll("digits") String phone,
            @ForAll("digits") String inTheBook,
            @ForAll @IntRange(min = 1, max = 20) int n) {
        boolean expected =
                phone.length() > n ? inTheBook.endsWith(phone.substring(phone.length() - n)) : inTheBook.equals(phone);
        assertThat(fits(phone, n, inTheBook)).isEqualTo(expected);
    }

    @Property
    void whatEndsAlikeIsFoundHoweverLongItIs(
            @ForAll("digits") String start, @ForAll("digits") String end, @ForAll @IntRange(min = 1, max = 20) int n) {
        boolean longer = end.length() > n;
        assertThat(fits(end, n, start + end)).isEqualTo(longer);
    }

    @Property
    void punctuationChangesNothing(@ForAll("digits") String phone, @ForAll @IntRange(min = 1, max = 20) int n) {
        assertThat(Ending.of("+" + phone.replaceAll("(.)", "$1 -("), n)).isEqualTo(Ending.of(phone, n));
    }

    @Example
    void aHiddenNumberFitsNobody() {
        assertThat(Ending.of("", 5)).isEmpty();
        assertThat(Ending.of("anonymous", 5)).isEmpty();
    }

    @Provide
    Arbitrary<String> digits() {
        // Few different digits, so that endings agree often.
        return Arbitraries.strings().withChars("0129").ofMinLength(1).ofMaxLength(20);
    }

    /** As the database compares: by bytes. */
    private static boolean fits(String phone, int n, String inTheBook) {
        String reversed = new StringBuilder(inTheBook).reverse().toString();
        return Ending.of(phone, n)
                .filter(ending -> reversed.compareTo(ending.from()) >= 0 && reversed.compareTo(ending.to()) < 0)
                .isPresent();
    }
}
