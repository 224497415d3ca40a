package dev.mosty.proxy.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosty.proxy.Question;
import dev.mosty.proxy.WidgetRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class IntentTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FIELDS = List.of("numberAmo", "customer", "tel", "date", "doctor", "time");

    /** Short texts of few letters, so that many pairs are equal or nearly so. */
    @Provide
    static Arbitrary<List<String>> values() {
        return Arbitraries.of("1", "11", "2:", ":1", "a").list().ofSize(FIELDS.size());
    }

    @Property(tries = 2000)
    void twoRequestsAreOneIntentExactlyIfOwnerAndAllSixFieldsAreTheSame(
            @ForAll("values") List<String> one,
            @ForAll("values") List<String> other,
            @ForAll("owners") String mine,
            @ForAll("owners") String theirs) {
        assertThat(intent(mine, one, "x").equals(intent(theirs, other, "y")))
                .isEqualTo(mine.equals(theirs) && one.equals(other));
        assertThat(intent(mine, one, "x")).isEqualTo(intent(mine, one, "y"));
    }

    @Provide
    static Arbitrary<String> owners() {
        return Arbitraries.of("token:1", "token:11", "account:1");
    }

    private static Intent intent(String owner, List<String> values, String birthDate) {
        var body = JSON.createObjectNode().put("DateofBirth", birthDate);
        for (int i = 0; i < FIELDS.size(); i++) {
            body.put(FIELDS.get(i), values.get(i));
        }
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        return Intent.of(
                owner, WidgetRequest.read(bytes, Question.DOCUMENT, false).orElseThrow());
    }
}
