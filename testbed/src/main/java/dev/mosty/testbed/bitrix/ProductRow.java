package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * A row of a deal or lead. The price is what the client pays for one, the discount already taken off.
 *
 * @param productId 0 for a row that names no product of the catalogue
 * @param discountType 1 a sum for one, 2 a percentage
 */
record ProductRow(
        long id,
        long productId,
        String name,
        BigDecimal price,
        BigDecimal quantity,
        int discountType,
        BigDecimal discountRate,
        BigDecimal discountSum,
        String taxRate,
        boolean taxIncluded,
        long measure,
        int sort) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int MONETARY = 1;
    private static final int PERCENTAGE = 2;

    /** Whole or not at all. */
    static Optional<Outcome.Refused> problem(JsonNode row) {
        if (!row.isContainerNode()) {
            return Optional.of(Outcome.Refused.of("Invalid product row"));
        }
        long type = Php.whole(row.path("DISCOUNT_TYPE_ID"));
        if (type == PERCENTAGE && !row.has("DISCOUNT_RATE")) {
            return Optional.of(Outcome.Refused.core("Discount Rate (DISCOUNT_RATE) is required if Percentage Discount"
                    + " Type (DISCOUNT_TYPE_ID) is defined<br>"));
        }
        if (type == PERCENTAGE
                && Php.decimal(row.path("DISCOUNT_RATE")).compareTo(HUNDRED) == 0
                && !row.has("DISCOUNT_SUM")) {
            return Optional.of(Outcome.Refused.core("Discount Sum (DISCOUNT_SUM) is required if Percentage Discount"
                    + " Type (DISCOUNT_TYPE_ID) is defined and Discount Rate (DISCOUNT_RATE) is 100%<br>"));
        }
        if (type == MONETARY && !row.has("DISCOUNT_SUM")) {
            return Optional.of(Outcome.Refused.core("Discount Sum (DISCOUNT_SUM) is required if Monetary Discount Type"
                    + " (DISCOUNT_TYPE_ID) is defined<br>"));
        }
        return Optional.empty();
    }

    /** @param named the catalogue's name of the product, for a row that brings none */
    static ProductRow read(JsonNode row, long id, int sort, String named) {
        BigDecimal price = money(Php.decimal(row.path("PRICE")));
        int type = Php.whole(row.path("DISCOUNT_TYPE_ID")) == MONETARY ? MONETARY : PERCENTAGE;
        BigDecimal rate = money(Php.decimal(row.path("DISCOUNT_RATE")));
        BigDecimal sum = row.has("DISCOUNT_SUM") ? money(Php.decimal(row.path("DISCOUNT_SUM"))) : takenOff(price, rate);
        if (type == MONETARY && sum.signum() != 0) {
            rate = sum.multiply(HUNDRED).divide(price.add(sum).max(BigDecimal.ONE), 2, RoundingMode.HALF_UP);
        }
        String name = Php.text(row.path("PRODUCT_NAME"));
        return new ProductRow(
                id,
                Math.max(0, Php.whole(row.path("PRODUCT_ID"))),
                name.isEmpty() ? named : name,
                price,
                row.has("QUANTITY") ? Php.decimal(row.path("QUANTITY")) : BigDecimal.ONE,
                type,
                rate,
                sum,
                Php.text(row.path("TAX_RATE")),
                Php.text(row.path("TAX_INCLUDED")).equals("Y"),
                row.has("MEASURE_CODE") ? Php.whole(row.path("MEASURE_CODE")) : 796,
                sort);
    }

    /** What the percentage took off: {@code price} is what is left of it. */
    private static BigDecimal takenOff(BigDecimal price, BigDecimal rate) {
        BigDecimal left = HUNDRED.subtract(rate);
        return left.signum() == 0
                ? BigDecimal.ZERO
                : money(price.multiply(HUNDRED)
                        .divide(left, 10, RoundingMode.HALF_UP)
                        .subtract(price));
    }

    private static BigDecimal money(BigDecimal value) {
        return value.setScale(2, RoundingMode.HALF_UP);
    }

    /** Rounded row by row, as the portal adds up. A tax on top is not part of it. */
    BigDecimal sum() {
        return money(price.multiply(quantity));
    }

    /** As {@code productrows.get} shows it: its own ids as text, everything else as numbers. */
    ObjectNode shown(Kind owner, long ownerId) {
        BigDecimal gross = price.add(discountSum);
        ObjectNode json = Json.object()
                .put("ID", Long.toString(id))
                .put("OWNER_ID", Long.toString(ownerId))
                .put("OWNER_TYPE", owner == Kind.DEAL ? "D" : "L")
                .put("PRODUCT_ID", productId)
                .put("PRODUCT_NAME", name)
                .put("ORIGINAL_PRODUCT_NAME", name)
                .putNull("PRODUCT_DESCRIPTION")
                .put("PRICE", bare(price))
                .put("PRICE_EXCLUSIVE", bare(price))
                .put("PRICE_NETTO", bare(gross))
                .put("PRICE_BRUTTO", bare(gross))
                .put("PRICE_ACCOUNT", price.toPlainString())
                .put("QUANTITY", bare(quantity))
                .put("DISCOUNT_TYPE_ID", discountType)
                .put("DISCOUNT_RATE", bare(discountRate))
                .put("DISCOUNT_SUM", bare(discountSum));
        if (taxRate.isEmpty()) {
            json.putNull("TAX_RATE");
        } else {
            json.put("TAX_RATE", new BigDecimal(taxRate));
        }
        return json.put("TAX_INCLUDED", taxIncluded ? "Y" : "N")
                .put("CUSTOMIZED", "Y")
                .put("MEASURE_CODE", measure)
                .put("SORT", sort)
                .put("TYPE", 1);
    }

    /** 100 and not 100.00. */
    private static BigDecimal bare(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
