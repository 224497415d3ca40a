package dev.mosty.gate.rdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Whatever bytes arrive, reading answers; whatever is JSON is kept as it came. */
class IntakePropertyTest {

    @Property
    void anyBytesAreAnswered(@ForAll byte[] body) {
        assertThat(Intake.read(body)).isNotNull();
    }

    @Property
    void aDamagedBodyIsAnswered(@ForAll @Size(max = 4) Map<Integer, Byte> damages) {
        byte[] body = "[{\"lead_id\":\"5\",\"a\":[1.50,{\"b\":\"\\u0000ж\"}],\"c\":null}, 7, {\"lead_id\":true}]"
                .getBytes(StandardCharsets.UTF_8);
        damages.forEach((at, with) -> body[Math.floorMod(at, body.length)] = with);

        if (Intake.read(body) instanceof Intake.Items(List<Item> items)) {
            items.stream()
                    .filter(item -> !(item instanceof Item.Unreadable))
                    .forEach(item ->
                            assertThat(RdeskJson.tree(item.json()).isObject()).isTrue());
        }
    }

    @Property
    void numbersSurviveReadingToTheLastDigit(@ForAll List<BigDecimal> numbers) {
        String json = "{\"lead_id\":5,\"numbers\":["
                + numbers.stream().map(BigDecimal::toString).collect(Collectors.joining(" , ")) + "]}";

        Item item = ((Intake.Items) Intake.read(("[" + json + "]").getBytes(StandardCharsets.UTF_8)))
                .items()
                .getFirst();

        assertThat(item).isEqualTo(new Item.ForLead(5, json));
        assertThat(RdeskJson.tree(item.json()).path("numbers").valueStream())
                .zipSatisfy(
                        numbers,
                        (node, number) -> assertThat(node.decimalValue()).isEqualByComparingTo(number));
        assertThat(RdeskJson.tree(RdeskJson.tree(json).toString())).isEqualTo(RdeskJson.tree(json));
    }

    @Property
    void aLineHoldsNothingThatPostgresqlOrAReaderStumblesOver(@ForAll String text) {
        String line = OneLine.of(text);

        assertThat(line.codePoints().noneMatch(c -> Character.isISOControl(c) || (0xD800 <= c && c <= 0xDFFF)))
                .isTrue();
        assertThat(OneLine.of(line)).isEqualTo(line).isEqualTo(line.strip());
        assertThat(OneLine.quoted(text).length()).isLessThanOrEqualTo(2 * 40 + 3);
    }
}
