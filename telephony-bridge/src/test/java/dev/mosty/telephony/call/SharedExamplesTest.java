package dev.mosty.telephony.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosty.settings.TelephonySettings;
import dev.mosty.settings.TelephonySettings.Document;
import dev.mosty.settings.TelephonySettings.Shown;
import dev.mosty.settings.TelephonySettings.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A window opens here when it would open in 1C: the examples of its extension hold for the bridge too. */
class SharedExamplesTest {
    private static final Path EXAMPLES =
            Path.of("../clients/onec-extension/src/cfe/CommonTemplates/МостыПримеры/Ext/Template.txt");
    private static final Instant AT = Instant.parse("2026-11-23T09:00:00Z");
    private static final Leg RINGING = Leg.ringing("100", AT);

    static Stream<JsonNode> windows() throws IOException {
        return StreamSupport.stream(
                new ObjectMapper()
                        .readTree(EXAMPLES.toFile())
                        .path("ОкноПоказать")
                        .spliterator(),
                false);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("windows")
    void aWindowOpensAtTheSameMoment(JsonNode example) {
        Window moment = moment(example.path("вход").path(0).asText());
        TelephonySettings settings =
                new TelephonySettings(moment, moment, Document.NEVER, Document.NEVER, Shown.NEVER, 5, false, false);
        List<Leg> before = leg(example.path("вход").path(1).asText()).stream().toList();
        List<Leg> after = leg(example.path("вход").path(2).asText()).stream().toList();

        assertThat(new ScreenRule(settings, Optional.empty(), true)
                        .of(before, call(after)).stream().anyMatch(row -> row.kind() == ScreenRow.Kind.OPEN))
                .isEqualTo(example.path("выход").asBoolean());
    }

    private static Window moment(String word) {
        return switch (word) {
            case "Никогда" -> Window.NEVER;
            case "При поступлении звонка", "При начале звонка" -> Window.START;
            case "По поднятию трубки" -> Window.ANSWER;
            case "По завершению разговора" -> Window.END;
            default -> throw new IllegalArgumentException(word);
        };
    }

    private static Optional<Leg> leg(String event) {
        return switch (event) {
            case "" -> Optional.empty();
            case "начало" -> Optional.of(RINGING);
            case "ответ" -> Optional.of(RINGING.answered(AT));
            case "отмена" -> Optional.of(RINGING.over(Leg.Result.ELSEWHERE, AT, ""));
            case "конец" -> Optional.of(RINGING.over(Leg.Result.SUCCESS, AT, ""));
            default -> throw new IllegalArgumentException(event);
        };
    }

    private static PhoneCall call(List<Leg> legs) {
        return new PhoneCall(
                "1659685427407907141",
                new CallName.OfPbx("32323"),
                Direction.IN,
                "89991234567",
                "3333333",
                new PhoneCall.Span(AT, null, null),
                legs.getFirst().state(),
                "",
                Leg.Result.SUCCESS,
                null,
                null,
                null,
                null,
                legs);
    }
}
