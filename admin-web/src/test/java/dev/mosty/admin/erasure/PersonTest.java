package dev.mosty.admin.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+79161234567",
                "89161234567",
                "+7 (916) 123-45-67",
                "{\"phone\":\"8-916-123-45-67\",\"n\":1}",
                "7916.123.4567",
                "916\u00A0123\u00A045\u00A067"
            })
    void theQuickLookMissesNothingThatTheExactOneFinds(String text) {
        Person phone = Person.of("phone", "8 916 123-45-67").orElseThrow();

        assertThat(text).containsPattern(phone.pattern());
        assertThat(text).matches(like(phone.likely()));
    }

    @Test
    void aLeadIsLookedForByItsWholeNumber() {
        Person lead = Person.of("lead", "23392663").orElseThrow();

        assertThat("{\"numberAmo\":23392663}").containsPattern(lead.pattern()).matches(like(lead.likely()));
        assertThat("{\"number\":\"123392663\"}")
                .doesNotContainPattern(lead.pattern())
                .matches(like(lead.likely()));
    }

    @Test
    void whatIsNeitherFindsNobody() {
        assertThat(Person.of("phone", "123")).isEmpty();
        assertThat(Person.of("lead", "0")).isEmpty();
        assertThat(Person.of("lead", "%")).isEmpty();
    }

    private static Pattern like(String pattern) {
        return Pattern.compile(
                pattern.chars()
                        .mapToObj(sign -> sign == '%' ? ".*" : Pattern.quote(Character.toString(sign)))
                        .collect(Collectors.joining()),
                Pattern.DOTALL);
    }
}
