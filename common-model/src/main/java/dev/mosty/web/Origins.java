package dev.mosty.web;

import dev.mosty.settings.Misconfigured;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Web origins, such as {@code https://*.amocrm.ru,http://127.0.0.1:8090}: a leading {@code *.} is one or more labels of
 * a host name, a lone {@code *} is every origin. A port counts, and its absence means the scheme's own.
 */
public final class Origins {
    private static final Pattern ENTRY =
            Pattern.compile("(https?)://(\\*\\.)?([a-z0-9-]+(?:\\.[a-z0-9-]+)*|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");
    private static final String LABELS = "(?:[a-z0-9-]+\\.)+";

    private final Pattern pattern;

    private Origins(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * @param variable the variable it comes from, for the sentence
     * @param commaSeparated may be blank: no origin at all
     * @throws Misconfigured naming the first entry that is no origin
     */
    public static Origins parse(String variable, String commaSeparated) {
        List<String> entries = Arrays.stream(commaSeparated.split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
        if (entries.isEmpty()) {
            return new Origins(Pattern.compile("(?!)"));
        }
        return new Origins(Pattern.compile(
                entries.stream().map(entry -> regex(variable, entry)).collect(Collectors.joining("|", "(?i:", ")"))));
    }

    /** Whether that is one of them, written as browsers write an {@code Origin} header. */
    public boolean contains(String origin) {
        return origin.length() <= 300 && pattern.matcher(origin).matches();
    }

    /** Matches exactly the origins that are contained. */
    String regex() {
        return pattern.pattern();
    }

    private static String regex(String variable, String entry) {
        if (entry.equals("*")) {
            return "https?://[^/\\s]+";
        }
        Matcher parts = ENTRY.matcher(entry);
        if (!parts.matches()) {
            throw new Misconfigured(variable, "\"" + entry + "\" is not an origin like https://*.amocrm.ru");
        }
        String port = parts.group(4) == null ? "" : parts.group(4);
        return parts.group(1) + "://" + (parts.group(2) == null ? "" : LABELS) + Pattern.quote(parts.group(3)) + port;
    }
}
