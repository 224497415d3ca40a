package dev.mosty.bitrix.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.bitrix.plan.Multifields.Entry;
import dev.mosty.bitrix.plan.Multifields.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MultifieldsTest {
    private static final Row MOBILE = new Row("5", "+7 (999) 123-45-67", "MOBILE");

    private static List<Entry> entries(String... values) {
        return Arrays.stream(values)
                .map(value -> new Entry(value, Optional.empty()))
                .toList();
    }

    private static String changes(List<Entry> wanted, List<Entry> before, Row... there) {
        return Multifields.changes("PHONE", wanted, before, List.of(), List.of(there))
                .toString();
    }

    @Test
    void theSameNumberInOtherPunctuationAddsNothing() {
        assertThat(changes(entries("89991234567"), entries(), MOBILE)).isEqualTo("[]");
    }

    @Test
    void aChangedValueReplacesTheOneThatWasSentBeforeAndKeepsItsType() {
        assertThat(changes(entries("+7 999 000 00 00"), entries("+79991234567"), MOBILE))
                .isEqualTo("[{\"VALUE\":\"+7 999 000 00 00\",\"ID\":\"5\",\"VALUE_TYPE\":\"MOBILE\"}]");
    }

    @Test
    void whatAPersonAddedStaysAndTheNewOneIsAdded() {
        assertThat(changes(entries("+7 111"), entries(), MOBILE))
                .isEqualTo("[{\"VALUE\":\"+7 111\",\"VALUE_TYPE\":\"WORK\"}]");
    }

    @Test
    void whatAPersonDeletedIsNotPutBack() {
        assertThat(changes(entries("+79991234567"), entries("+79991234567"))).isEqualTo("[]");
    }

    @Test
    void whatOneCNoLongerHasGoes() {
        assertThat(changes(entries(), entries("+79991234567"), MOBILE)).isEqualTo("[{\"ID\":\"5\",\"DELETE\":\"Y\"}]");
    }

    @Test
    void whatLeftWithAnUnknownEffectMayBeOurs() {
        assertThat(Multifields.changes("PHONE", entries("+7 1"), List.of(), entries("+79991234567"), List.of(MOBILE))
                        .toString())
                .isEqualTo("[{\"VALUE\":\"+7 1\",\"ID\":\"5\",\"VALUE_TYPE\":\"MOBILE\"}]");
    }
}
