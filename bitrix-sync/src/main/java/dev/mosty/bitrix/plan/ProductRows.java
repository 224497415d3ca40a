package dev.mosty.bitrix.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.bitrix.plan.Item.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * 1C's lines as rows of the portal, whose sum is 1C's to the kopeck.
 *
 * <p>{@code PRICE} is the price of one before the discount, as 1C has it; {@code SUM}, if 1C gives it, is the line's
 * total after it. The portal knows the price after the discount only, with two digits, and multiplies. Where no such
 * price gives the line's total (100.00 for 3), the line becomes two rows: one at 33.33, two at 33.34 and so on.
 */
public final class ProductRows {
    static final Set<String> NUMBERS = Set.of(
            "PRICE",
            "QUANTITY",
            "SUM",
            "DISCOUNT_RATE",
            "DISCOUNT_SUM",
            "DISCOUNT_TYPE_ID",
            "TAX_RATE",
            "PRODUCT_ID",
            "SORT");

    private static final Set<String> OURS =
            Set.of("PRICE", "QUANTITY", "SUM", "DISCOUNT_RATE", "DISCOUNT_SUM", "DISCOUNT_TYPE_ID");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal KOPECK = new BigDecimal("0.01");
    private static final BigDecimal PERCENT = BigDecimal.TWO;

    private ProductRows() {}

    /** So many of one at that price. */
    private record Part(BigDecimal price, BigDecimal quantity) {}

    /** @param product the portal's id of a product; every product of the rows must have one */
    public static List<ObjectNode> of(List<Row> rows, Function<EntityKey, Long> product) {
        var portal = new ArrayList<ObjectNode>();
        for (var row : rows) {
            var quantity = number(row, "QUANTITY").orElse(BigDecimal.ONE);
            for (var part : parts(sum(row, quantity), quantity, number(row, "PRICE"))) {
                var line = JsonNodeFactory.instance.objectNode();
                row.product().ifPresent(key -> line.put("PRODUCT_ID", product.apply(key)));
                row.fields().forEach((name, value) -> {
                    if (!OURS.contains(name)) {
                        line.set(name, value);
                    }
                });
                line.put("PRICE", part.price()).put("QUANTITY", plain(part.quantity()));
                discount(line, row, part.price());
                portal.add(line);
            }
        }
        return portal;
    }

    /** What the rows come to, as the portal will add them up. */
    public static BigDecimal total(List<ObjectNode> rows) {
        return rows.stream()
                .map(row -> kopecks(row.get("PRICE")
                        .decimalValue()
                        .multiply(row.get("QUANTITY").decimalValue())))
                .reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
    }

    /** A number, or a text as 1C writes one: {@code 1 234,50}. */
    static Optional<BigDecimal> number(JsonNode json) {
        if (json.isNumber()) {
            return Optional.of(json.decimalValue()).filter(ProductRows::sane);
        }
        if (!json.isTextual()) {
            return Optional.empty();
        }
        var text = json.asText().replaceAll("[\\s\\u00a0\\u202f]", "").replace(',', '.');
        return text.matches("-?\\d{1,15}(\\.\\d{1,10})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    static boolean sane(BigDecimal number) {
        return number.precision() <= 40 && Math.abs((long) number.scale()) <= 40;
    }

    static boolean isPercent(Map<String, JsonNode> row) {
        return Optional.ofNullable(row.get("DISCOUNT_TYPE_ID"))
                .flatMap(ProductRows::number)
                .filter(type -> type.compareTo(PERCENT) == 0)
                .isPresent();
    }

    private static Optional<BigDecimal> number(Row row, String name) {
        return Optional.ofNullable(row.fields().get(name)).flatMap(ProductRows::number);
    }

    private static BigDecimal sum(Row row, BigDecimal quantity) {
        var given = number(row, "SUM");
        if (given.isPresent()) {
            return kopecks(given.get());
        }
        var price = number(row, "PRICE").orElse(BigDecimal.ZERO);
        var rate = number(row, "DISCOUNT_RATE");
        if (rate.isPresent() && (isPercent(row.fields()) || !row.fields().containsKey("DISCOUNT_TYPE_ID"))) {
            var left = BigDecimal.ONE.subtract(rate.get().divide(HUNDRED));
            return kopecks(price.multiply(quantity).multiply(left));
        }
        var off = number(row, "DISCOUNT_SUM").orElse(BigDecimal.ZERO);
        return kopecks(price.subtract(off).multiply(quantity));
    }

    /** As few prices of two digits as give exactly that sum. */
    private static List<Part> parts(BigDecimal sum, BigDecimal quantity, Optional<BigDecimal> price) {
        if (quantity.signum() <= 0) {
            return List.of(new Part(kopecks(price.orElse(sum)), quantity));
        }
        var even = sum.divide(quantity, 2, RoundingMode.HALF_UP);
        if (kopecks(even.multiply(quantity)).compareTo(sum) == 0) {
            return List.of(new Part(even, quantity));
        }
        var low = sum.divide(quantity, 2, RoundingMode.FLOOR);
        var whole = quantity.setScale(0, RoundingMode.FLOOR);
        var fraction = quantity.subtract(whole);
        var parts = new ArrayList<Part>();
        var rest = sum;
        if (fraction.signum() > 0) {
            parts.add(new Part(low, fraction));
            rest = sum.subtract(kopecks(low.multiply(fraction)));
        }
        var floor = rest.divide(whole, 2, RoundingMode.FLOOR);
        var dearer = rest.subtract(floor.multiply(whole)).divide(KOPECK, 0, RoundingMode.UNNECESSARY);
        if (whole.compareTo(dearer) > 0) {
            parts.add(new Part(floor, whole.subtract(dearer)));
        }
        if (dearer.signum() > 0) {
            parts.add(new Part(floor.add(KOPECK), dearer));
        }
        return parts;
    }

    /**
     * Per cent where they give the price exactly, as people like to see them; the difference otherwise. A price above
     * 1C's own has no discount.
     */
    private static void discount(ObjectNode line, Row row, BigDecimal price) {
        var before = number(row, "PRICE");
        if (before.isEmpty() || before.get().compareTo(price) <= 0) {
            return;
        }
        var rate = number(row, "DISCOUNT_RATE");
        var exact = rate.filter(percent -> before.get()
                        .multiply(BigDecimal.ONE.subtract(percent.divide(HUNDRED)))
                        .compareTo(price)
                == 0);
        if (exact.isPresent()) {
            line.put("DISCOUNT_TYPE_ID", 2).put("DISCOUNT_RATE", plain(exact.get()));
        } else {
            line.put("DISCOUNT_TYPE_ID", 1);
        }
        // Of a discount of all the price the portal cannot tell how much it was.
        line.put("DISCOUNT_SUM", before.get().subtract(price));
    }

    private static BigDecimal kopecks(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }

    private static BigDecimal plain(BigDecimal number) {
        var bare = number.stripTrailingZeros();
        return bare.scale() < 0 ? bare.setScale(0) : bare;
    }
}
