package dev.mosty.gate.rdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {

    @Test
    void aLeadIdMayBeAStringOrANumber() {
        assertThat(items("[{\"lead_id\":\"24000017\"},{\"lead_id\":24000017}]"))
                .containsExactly(
                        new Item.ForLead(24000017, "{\"lead_id\":\"24000017\"}"),
                        new Item.ForLead(24000017, "{\"lead_id\":24000017}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\" 24000017 \"", "\"\\u00a024000017\"", "24000017.0", "2.4000017e7", "\"0024000017\""})
    void aLeadIdMayBeSpelledOddlyAsLongAsItIsWhole(String leadId) {
        assertThat(only("{\"lead_id\":" + leadId + "}"))
                .isInstanceOfSatisfying(
                        Item.ForLead.class, item -> assertThat(item.leadId()).isEqualTo(24000017));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"  \"", "0", "\"0\"", "\"000\"", "0.0", "-0", "0e5"})
    void aBillTiedToNoLeadIsNotAnError(String leadId) {
        String json = "{\"lead_id\":" + leadId + ",\"id\":1}";

        assertThat(only(json)).isEqualTo(new Item.NoLead(json));
    }

    @Test
    void anItemWithoutALeadIdIsTiedToNoLead() {
        assertThat(only("{\"nested\":{\"lead_id\":5}}")).isInstanceOf(Item.NoLead.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"abc\"",
                "-5",
                "\"-5\"",
                "\"+5\"",
                "1.5",
                "\"1.5\"",
                "true",
                "false",
                "[]",
                "{}",
                "[5]",
                "{\"lead_id\":5}",
                "9223372036854775808",
                "\"99999999999999999999\"",
                "1e400",
                "1e-400",
                "\"٢٣\"",
                "\"5 6\"",
                "\"None\"",
                "123456789012345678901234567890123456789012345678901234567890"
            })
    void aLeadIdThatIsNoPositiveWholeNumberMakesTheItemUnreadable(String leadId) {
        String json = "{\"lead_id\":" + leadId + "}";

        assertThat(only(json)).isInstanceOfSatisfying(Item.Unreadable.class, item -> {
            assertThat(item.json()).isEqualTo(json);
            assertThat(item.reason()).startsWith("lead_id is ").endsWith(", not a positive whole number.");
        });
    }

    @Test
    void theReasonQuotesTheValueSafelyAndBriefly() {
        assertThat(only("{\"lead_id\":\"a\\u0000\\ud800" + "x".repeat(500) + "\"}"))
                .isInstanceOfSatisfying(
                        Item.Unreadable.class,
                        item -> assertThat(item.reason())
                                .isEqualTo("lead_id is \"a \uFFFD" + "x".repeat(37)
                                        + "…\", not a positive whole number."));
    }

    @Test
    void theLastOfSeveralLeadIdsWinsAsInTheTree() {
        String json = "{\"lead_id\":1,\"a\":{\"lead_id\":7},\"lead_id\":2}";

        assertThat(only(json)).isEqualTo(new Item.ForLead(2, json));
        assertThat(RdeskJson.tree(json).path("lead_id").asInt()).isEqualTo(2);
    }

    @Test
    void whatIsNoObjectIsKeptAsUnreadable() {
        assertThat(items("[ 1 , \"x\\u0000\" , null , [ 1 , [ 2 ] ] , -1.5e3 , true , {} ]"))
                .extracting(Item::json)
                .containsExactly("1", "\"x\\u0000\"", "null", "[ 1 , [ 2 ] ]", "-1.5e3", "true", "{}");
    }

    @Test
    void anItemKeepsItsTextToTheCharacter() {
        String json =
                "{ \"lead_id\" : 5,\n\t\"sum\":100000000000000000000.10, \"e\":1E+2, \"t\":\"\\u0000\\ud800 ёЁ😀 \\/\" }";

        assertThat(items("\uFEFF [\n" + json + " ,{\"lead_id\":\"\"}\r\n]\n").getFirst())
                .isEqualTo(new Item.ForLead(5, json));
    }

    @Test
    void anItemKeepsItsTextInABodyOfManyBuffers() {
        String json = "{\"lead_id\":%d,\"text\":\"" + "ж😀\\n".repeat(3000) + "\"}";
        List<String> bodies = Stream.of(1, 2, 3, 4, 5).map(json::formatted).toList();

        assertThat(items("[" + String.join(", ", bodies) + "]"))
                .extracting(Item::json)
                .isEqualTo(bodies);
    }

    @Test
    void aSingleObjectIsAnArrayOfOneAndAnEmptyArrayIsNothing() {
        assertThat(only("{\"lead_id\":5}")).isEqualTo(new Item.ForLead(5, "{\"lead_id\":5}"));
        assertThat(items("[]")).isEmpty();
    }

    @Test
    void anAbsurdNumberCostsOnlyItsOwnItem() {
        String longNumber = "{\"lead_id\":5,\"a\":[" + "9".repeat(5000) + "]}";
        String hugeExponent = "{\"lead_id\":5,\"a\":1e99999999999}";
        String fine = "{\"lead_id\":5,\"a\":1e999999}";

        assertThat(items("[" + longNumber + "," + hugeExponent + "," + fine + "]"))
                .containsExactly(
                        new Item.Unreadable(longNumber, "The item holds a number too long to be read."),
                        new Item.Unreadable(hugeExponent, "The item holds a number too long to be read."),
                        new Item.ForLead(5, fine));
        assertThat(RdeskJson.tree(fine).path("a").decimalValue()).isEqualByComparingTo("1e999999");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "[",
                "[{}",
                "{\"a\":}",
                "[{},]",
                "nope",
                "[NaN]",
                "[Infinity]",
                "[-Infinity]",
                "[01]",
                "[.5]",
                "[5.]",
                "{'a':1}",
                "{a:1}",
                "[\"\u0001\"]",
                "[\"\\x\"]",
                "[\"\\ud8\"]",
                "[1] // c",
                "/* c */[]",
                "[]\u0000",
                "[{}]]",
                "{}{}",
                "[][]",
                "[{}] x",
                "lead_id=5",
                "\uFEFF\uFEFF[]",
                "\u00a0[]"
            })
    void whatIsNotJsonIsNotJson(String body) {
        assertThat(read(body)).isInstanceOf(Intake.NotJson.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "\"text\"", "null", "true"})
    void aBareScalarIsRefused(String body) {
        assertThat(read(body)).isEqualTo(new Intake.NotJson("The body is neither a JSON array nor an object."));
    }

    @Test
    void bytesThatAreNotUtf8AreNotJson() {
        Intake.NotJson refused = new Intake.NotJson("The body is not JSON: it is not UTF-8.");

        assertThat(Intake.read(bytes('[', '"', 0xFF, '"', ']'))).isEqualTo(refused);
        assertThat(Intake.read(bytes('[', '"', 0xED, 0xA0, 0x80, '"', ']'))).isEqualTo(refused);
        assertThat(Intake.read("[{\"a\":1}]".getBytes(StandardCharsets.UTF_16))).isEqualTo(refused);
        assertThat(Intake.read("[{\"a\":1}]".getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(Intake.NotJson.class);
    }

    @Test
    void aReplacementCharacterThatWasSentIsFine() {
        assertThat(only("{\"a\":\"\uFFFD\"}")).isEqualTo(new Item.NoLead("{\"a\":\"\uFFFD\"}"));
    }

    @Test
    void depthHasALimit() {
        assertThat(read("[".repeat(200) + "]".repeat(200))).isInstanceOf(Intake.Items.class);
        assertThat(read("[".repeat(201) + "]".repeat(201)))
                .isEqualTo(new Intake.NotJson("The body is nested deeper than 200 levels."));
        assertThat(read("[".repeat(5_000_000))).isInstanceOf(Intake.NotJson.class);
    }

    @Test
    void theSentenceNamesThePlaceAndQuotesNothing() {
        assertThat(read("[{\"name\":\nПетров}]"))
                .isInstanceOfSatisfying(
                        Intake.NotJson.class,
                        refused -> assertThat(refused.sentence())
                                .startsWith("The body is not JSON: an error at line 2, column ")
                                .doesNotContain("Петров"));
    }

    private static Intake read(String body) {
        return Intake.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Item> items(String body) {
        return ((Intake.Items) read(body)).items();
    }

    private static Item only(String body) {
        List<Item> items = items(body);
        assertThat(items).hasSize(1);
        return items.getFirst();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
