package dev.mosty.onec.bsl;

import static dev.mosty.onec.bsl.Values.integer;
import static dev.mosty.onec.bsl.Values.string;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Strings as 1C has them: places are counted from 1, and what lies outside is empty. */
final class StringFunctions {
    /** What {@code СокрЛП} cuts off: spaces, also those that do not break, tabs, ends of lines and pages. */
    private static final String BLANK = "[ \\u00A0\\t\\r\\n\\f\\u000B]";

    private static final Pattern TRANSLATION = Pattern.compile("(?:^|;)\\s*ru\\s*=\\s*'([^']*)'");
    private static final Locale RUSSIAN = Locale.of("ru");

    private final Open open;

    StringFunctions(Open open) {
        this.open = open;
    }

    void addTo(Map<String, Builtin> all) {
        all.put("стрдлина", new Builtin(1, 1, a -> number(text(a).length())));
        all.put("лев", new Builtin(2, 2, a -> left(text(a), integer(a.get(1)))));
        all.put("прав", new Builtin(2, 2, a -> right(text(a), integer(a.get(1)))));
        all.put("сред", new Builtin(2, 3, StringFunctions::middle));
        all.put("стрнайти", new Builtin(2, 2, a -> number(find(text(a), string(a.get(1))))));
        all.put("стрзаменить", new Builtin(3, 3, a -> replace(text(a), string(a.get(1)), string(a.get(2)))));
        all.put("стрразделить", new Builtin(2, 3, StringFunctions::split));
        all.put("стрсоединить", new Builtin(1, 2, StringFunctions::join));
        all.put("стрчисловхождений", new Builtin(2, 2, a -> number(count(text(a), string(a.get(1))))));
        all.put("стрначинаетсяс", new Builtin(2, 2, a -> text(a).startsWith(filled(a.get(1)))));
        all.put("стрзаканчиваетсяна", new Builtin(2, 2, a -> text(a).endsWith(filled(a.get(1)))));
        all.put("стршаблон", new Builtin(2, 11, StringFunctions::template));
        all.put("врег", new Builtin(1, 1, a -> text(a).toUpperCase(RUSSIAN)));
        all.put("нрег", new Builtin(1, 1, a -> text(a).toLowerCase(RUSSIAN)));
        all.put("сокрл", new Builtin(1, 1, a -> text(a).replaceAll("^" + BLANK + "+", "")));
        all.put("сокрп", new Builtin(1, 1, a -> text(a).replaceAll(BLANK + "+$", "")));
        all.put("сокрлп", new Builtin(1, 1, a -> text(a).replaceAll("^" + BLANK + "+|" + BLANK + "+$", "")));
        all.put("пустаястрока", new Builtin(1, 1, a -> text(a).matches(BLANK + "*")));
        all.put("символ", new Builtin(1, 1, a -> String.valueOf((char) integer(a.getFirst()))));
        all.put("кодсимвола", new Builtin(1, 2, StringFunctions::code));
        all.put("нстр", new Builtin(1, 1, a -> translated(text(a))));
    }

    private static String text(List<Object> arguments) {
        return string(arguments.getFirst());
    }

    private static Object number(long value) {
        return Values.number(value);
    }

    static String left(String text, int length) {
        return text.substring(0, Math.clamp(length, 0, text.length()));
    }

    static String right(String text, int length) {
        return text.substring(text.length() - Math.clamp(length, 0, text.length()));
    }

    private static Object middle(List<Object> a) {
        String text = text(a);
        int from = Math.max(integer(a.get(1)), 1) - 1;
        if (from >= text.length()) {
            return "";
        }
        return a.size() == 2 ? text.substring(from) : left(text.substring(from), integer(a.get(2)));
    }

    private int find(String text, String wanted) {
        if (wanted.isEmpty()) {
            return open == Open.ONE_WAY ? 0 : 1;
        }
        return text.indexOf(wanted) + 1;
    }

    private static String replace(String text, String what, String by) {
        return text.replace(filled(what), by);
    }

    /** Every character of the second argument divides, and empty parts count unless the third says otherwise. */
    private static Object split(List<Object> a) {
        boolean withEmpty = a.size() == 2 || Values.bool(a.get(2));
        String dividers = filled(a.get(1))
                .chars()
                .mapToObj(divider -> Pattern.quote(String.valueOf((char) divider)))
                .collect(Collectors.joining("|"));
        List<Object> parts = new ArrayList<>();
        for (String part : Pattern.compile(dividers).split(text(a), -1)) {
            if (withEmpty || !part.isEmpty()) {
                parts.add(part);
            }
        }
        return parts;
    }

    private static Object join(List<Object> a) {
        String divider = a.size() == 1 ? "" : string(a.get(1));
        return Values.array(a.getFirst()).stream().map(Values::string).collect(Collectors.joining(divider));
    }

    private static int count(String text, String wanted) {
        return text.split(Pattern.quote(filled(wanted)), -1).length - 1;
    }

    /** {@code %1} to {@code %10}; only strings, since how a number looks depends on the country. */
    private static Object template(List<Object> a) {
        Matcher places = Pattern.compile("%(10|[1-9]|%)").matcher(text(a));
        return places.replaceAll(place -> {
            if (place.group(1).equals("%")) {
                return "%";
            }
            int argument = Integer.parseInt(place.group(1));
            if (argument >= a.size()) {
                throw new Refusal("«СтрШаблон» has no argument for %" + argument);
            }
            return Matcher.quoteReplacement(string(a.get(argument)));
        });
    }

    private static Object code(List<Object> a) {
        int place = a.size() == 1 ? 1 : integer(a.get(1));
        String text = text(a);
        return number(place < 1 || place > text.length() ? -1 : text.charAt(place - 1));
    }

    private static String translated(String text) {
        Matcher translation = TRANSLATION.matcher(text);
        if (!translation.find()) {
            throw new Refusal("«НСтр» has no words for ru in «" + text + "»");
        }
        return translation.group(1);
    }

    private static String filled(Object value) {
        String text = string(value);
        if (text.isEmpty()) {
            throw new Refusal("an empty string where 1C's answer is not written down");
        }
        return text;
    }
}
