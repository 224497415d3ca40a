package dev.mosty.gate.lead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Arbitrary JSON, leaning towards the keys and values that the mapping looks for. */
final class JsonTrees {

    private static final String[] KEYS = {
        "status",
        "bookedAt",
        "checkin",
        "checkout",
        "money",
        "total",
        "paid",
        "id",
        "lead_id",
        "docNum",
        "billData",
        "billNum",
        "billSum",
        "billPaidSum",
        "extData",
        "guests",
        "fio",
        "birthday",
        "stayCount",
        "roomCategory",
        "ageGroup",
        "cure",
        "uid",
        "createdAt",
        "treatments",
        "labs",
        "packets",
        "complex",
        "action",
        "lab",
        "packet",
        "visit_date",
        "pay",
        "price",
        "other"
    };

    private static final String[] WORDS = {
        "",
        " ",
        "null",
        "None",
        "NaN",
        "cancel",
        "set",
        "true",
        "1",
        "0",
        "-0",
        "1e5",
        "1 234,50",
        "147966.3",
        "2025-08-25",
        "31.02.2025",
        "2025-12-18T10:30:00.000Z",
        "2025-12-18 10:30",
        "0000-00-00",
        "24:00",
        "{}",
        "\u0000",
        "\ud800",
        "+999999999-12-31T23:59:59-18:00",
        "Строка\nс переводом"
    };

    private JsonTrees() {}

    /** Any value, three levels deep. */
    static Arbitrary<JsonNode> any() {
        return Arbitraries.recursive(JsonTrees::scalars, JsonTrees::around, 0, 3);
    }

    /** Any object, with keys that matter. */
    static Arbitrary<JsonNode> objects() {
        return object(any());
    }

    static Arbitrary<JsonNode> scalars() {
        return Arbitraries.oneOf(
                Arbitraries.of(WORDS).map(TextNode::valueOf),
                Arbitraries.strings().ofMaxLength(20).map(TextNode::valueOf),
                Arbitraries.longs().map(LongNode::valueOf),
                Arbitraries.bigDecimals().ofScale(3).map(DecimalNode::valueOf),
                Arbitraries.doubles().map(DoubleNode::valueOf),
                Arbitraries.of(
                        NullNode.getInstance(),
                        MissingNode.getInstance(),
                        BooleanNode.TRUE,
                        BooleanNode.FALSE,
                        DoubleNode.valueOf(Double.NaN),
                        DecimalNode.valueOf(new BigDecimal("1e999999")),
                        DecimalNode.valueOf(new BigDecimal("1e-999999")),
                        DecimalNode.valueOf(new BigDecimal("59000.00")),
                        new POJONode(null)));
    }

    private static Arbitrary<JsonNode> around(Arbitrary<JsonNode> inner) {
        Arbitrary<JsonNode> arrays = inner.list().ofMaxSize(3).map(nodes -> {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            nodes.forEach(array::add);
            return array;
        });
        return Arbitraries.frequencyOf(Tuple.of(1, inner), Tuple.of(2, arrays), Tuple.of(4, object(inner)));
    }

    private static Arbitrary<JsonNode> object(Arbitrary<JsonNode> values) {
        return Arbitraries.maps(Arbitraries.of(KEYS), values).ofMaxSize(12).map(JsonTrees::object);
    }

    private static JsonNode object(Map<String, JsonNode> entries) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        entries.forEach(object::set);
        return object;
    }
}
