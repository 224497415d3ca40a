package dev.mosty.onec.bsl;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code Формат} of a number. Groups must be off ({@code ЧГ=0}), and a fraction must name its divider: both
 * depend on the country otherwise.
 */
record NumberFormat(Map<String, String> parts) {
    private static final Set<String> KNOWN = Set.of("ЧГ", "ЧН", "ЧЦ", "ЧДЦ", "ЧВН", "ЧРД");

    static NumberFormat of(String format) {
        Map<String, String> parts = new HashMap<>();
        for (String part : format.split(";", -1)) {
            String[] pair = part.strip().split("=", 2);
            if (!KNOWN.contains(pair[0])) {
                throw new Refusal("«Формат» with «" + part + "»");
            }
            parts.put(pair[0], pair.length == 1 ? "" : pair[1].replace("'", ""));
        }
        if (!"0".equals(parts.get("ЧГ"))) {
            throw new Refusal("«Формат» without ЧГ=0 depends on the country");
        }
        return new NumberFormat(parts);
    }

    String format(BigDecimal number) {
        if (number.signum() == 0) {
            // Without ЧН zero is an empty string, and ЧН= alone is how one writes 0.
            String zero = parts.get("ЧН");
            return zero == null ? "" : zero.isEmpty() ? "0" : zero;
        }
        String whole = parts.containsKey("ЧДЦ")
                ? number.setScale(Integer.parseInt(part("ЧДЦ")), RoundingMode.HALF_UP)
                        .toPlainString()
                : number.stripTrailingZeros().toPlainString();
        if (whole.contains(".") && !parts.containsKey("ЧРД")) {
            throw new Refusal("«Формат» of a fraction without ЧРД depends on the country");
        }
        String divided = whole.replace(".", parts.getOrDefault("ЧРД", "."));
        return parts.containsKey("ЧВН") ? padded(divided) : divided;
    }

    private String padded(String digits) {
        int length = Integer.parseInt(part("ЧЦ"));
        return "0".repeat(Math.max(0, length - digits.length())) + digits;
    }

    private String part(String name) {
        return parts.getOrDefault(name, "0");
    }
}
