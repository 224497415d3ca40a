package dev.mosty.gate.payment;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One document of 1C with its total.
 *
 * @param document 1C's GUID of the document
 * @param leadId the lead; empty for a document that is tied to none
 * @param amount roubles with kopecks, the whole document's
 * @param posted a document that is not posted counts for nothing
 */
record Payment(UUID document, Optional<Long> leadId, BigDecimal amount, boolean posted) {
    private static final BigDecimal MOST = new BigDecimal("1000000000000");

    /** @throws Malformed naming the field */
    static Payment read(@Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            throw new Malformed("the body must be an object");
        }
        return new Payment(
                document(body.path("document")),
                lead(body.path("numberAmo")),
                amount(body.path("amount")),
                posted(body.path("posted")));
    }

    /** A field that cannot be read; the message names it. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String sentence) {
            super(sentence);
        }
    }

    private static UUID document(JsonNode node) {
        var text = node.asText("");
        if (!node.isTextual() || !text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw new Malformed("document must be a GUID");
        }
        return UUID.fromString(text);
    }

    private static Optional<Long> lead(JsonNode node) {
        // Jackson's text of an object or array is empty, and empty means: tied to no lead.
        var text = node.isContainerNode()
                ? "?"
                : node.isNull() ? "" : node.asText("").strip();
        if (text.isEmpty() || text.matches("0+")) {
            return Optional.empty();
        }
        if (!text.matches("[0-9]{1,15}")) {
            throw new Malformed("numberAmo must be the number of a lead");
        }
        return Optional.of(Long.valueOf(text));
    }

    private static BigDecimal amount(JsonNode node) {
        if (!node.isNumber() && !node.isTextual()) {
            throw new Malformed("amount must be a number");
        }
        try {
            var text = node.asText();
            var amount = new BigDecimal(text.length() > 40 ? "x" : text.strip());
            if (amount.stripTrailingZeros().scale() > 2 || amount.abs().compareTo(MOST) >= 0) {
                throw new Malformed("amount must be roubles with at most two decimals");
            }
            return amount;
        } catch (NumberFormatException e) {
            throw new Malformed("amount must be a number");
        }
    }

    private static boolean posted(JsonNode node) {
        if (node.isMissingNode()) {
            return true;
        }
        if (!node.isBoolean()) {
            throw new Malformed("posted must be true or false");
        }
        return node.booleanValue();
    }
}
