package dev.mosty.testbed.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of one lead: what this run changed in it, against what it held before.
 *
 * @param color whether the terminal shows colors
 */
record Report(Words words, boolean color) {

    static final int WIDTH = 79;

    private static final int NAME = 24;
    private static final String BOLD = "1";
    private static final String FAINT = "2";

    /** The texts of {@code demo.…} in the terminal's language. */
    @FunctionalInterface
    interface Words {
        String text(String key, Object... arguments);
    }

    /** The name and number of the lead, then a line for each field that is different now. */
    String lead(Account.Lead before, Account.Lead after) {
        String number = words.text("demo.lead", after.id());
        List<String> lines = new ArrayList<>();
        lines.add(paint(BOLD, Shown.column(after.name(), WIDTH - number.length() - 1)) + " " + paint(FAINT, number));
        Map<String, String> now = all(after);
        Map<String, String> then = all(before);
        now.forEach((name, value) -> {
            if (!value.equals(then.get(name))) {
                lines.add(field(name, value));
            }
        });
        then.keySet().stream()
                .filter(name -> !now.containsKey(name))
                .forEach(name -> lines.add(field(name, words.text("demo.emptied"))));
        if (lines.size() == 1) {
            String key = after.lastWrite() == before.lastWrite() ? "demo.unchanged" : "demo.as-before";
            lines.add("  " + paint(FAINT, words.text(key)));
        }
        return String.join("\n", lines);
    }

    private Map<String, String> all(Account.Lead lead) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(words.text("demo.price"), lead.price());
        all.putAll(lead.fields());
        return all;
    }

    private static String field(String name, String value) {
        return "  " + Shown.column(name, NAME) + " " + Shown.line(value, WIDTH - NAME - 3);
    }

    String heading(String text) {
        return paint(BOLD, text);
    }

    private String paint(String code, String text) {
        return color ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
    }
}
