package dev.mosty.testbed.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code .env} files: {@code NAME=value}, {@code export}, comments, quotes, spaces around it all.
 * Nothing is expanded: a dollar in a password is a dollar.
 */
final class DotEnv {

    private static final Pattern LINE = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.]*)\\s*=\\s*(.*)");
    private static final Pattern DOUBLE_QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:#.*)?");
    private static final Pattern SINGLE_QUOTED = Pattern.compile("'([^']*)'\\s*(?:#.*)?");
    private static final Pattern COMMENT_AFTER_VALUE = Pattern.compile("(?:^|\\s+)#.*");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    private DotEnv() {}

    static Map<String, String> read(Path file, Messages messages) throws IOException {
        return parse(Files.readAllLines(file), file.getFileName().toString(), messages);
    }

    /** The last of two lines with one name wins, as in a shell. */
    static Map<String, String> parse(List<String> lines, String file, Messages messages) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).replace("\uFEFF", "").strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                // The line itself is not shown: it may hold a secret.
                throw new Complaint(2, messages.text("dotenv.line", file, number));
            }
            values.put(matcher.group(1), value(matcher.group(2), file, number, messages));
        }
        return values;
    }

    private static String value(String text, String file, int number, Messages messages) {
        Matcher quoted = DOUBLE_QUOTED.matcher(text);
        if (quoted.matches()) {
            return unescape(quoted.group(1));
        }
        quoted = SINGLE_QUOTED.matcher(text);
        if (quoted.matches()) {
            return quoted.group(1);
        }
        if (text.startsWith("\"") || text.startsWith("'")) {
            throw new Complaint(2, messages.text("dotenv.quote", file, number));
        }
        return COMMENT_AFTER_VALUE.matcher(text).replaceFirst("").strip();
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        switch (escape.group(1)) {
                            case "n" -> "\n";
                            case "t" -> "\t";
                            case "\"", "\\", "$" -> escape.group(1);
                            default -> escape.group();
                        }));
    }
}
