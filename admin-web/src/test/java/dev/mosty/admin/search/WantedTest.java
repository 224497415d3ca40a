package dev.mosty.admin.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WantedTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "23392663",
                "ID_23392663",
                "№ 23392663",
                "https://clinic.amocrm.ru/leads/detail/23392663",
                "https://clinic.amocrm.ru/leads/detail/23392663?tab=main"
            })
    void aLeadIsKnownByItsNumberOrItsCard(String typed) {
        assertThat(Wanted.of(typed)).isEqualTo(new Wanted("23392663", OptionalLong.of(23392663), false));
    }

    @Test
    void aNumberMayBeAPhoneToo() {
        assertThat(Wanted.of("79161234567")).isEqualTo(new Wanted("79161234567", OptionalLong.of(79161234567L), true));
        assertThat(Wanted.of("+7 (916) 123-45-67").phone()).isTrue();
        assertThat(Wanted.of("+7 (916) 123-45-67").lead()).isEmpty();
    }

    @Test
    void anythingElseIsAKeyOrARequest() {
        assertThat(Wanted.of("call-7")).isEqualTo(new Wanted("call-7", OptionalLong.empty(), false));
    }
}
