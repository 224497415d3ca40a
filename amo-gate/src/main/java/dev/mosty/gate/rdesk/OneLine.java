package dev.mosty.gate.rdesk;

/**
 * Makes text from outside fit to stand in a line: no line breaks, control characters (PostgreSQL takes no NUL) or
 * unpaired surrogates, and no spaces around, non-breaking ones included.
 */
public final class OneLine {

    private static final int QUOTED = 40;

    private OneLine() {}

    /** The text on one line, possibly empty; unpaired surrogates become U+FFFD. */
    public static String of(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> line.appendCodePoint(fit(c)));
        return strip(line);
    }

    /** The beginning of the text in quotation marks, for a remark or a reason. */
    public static String quoted(String text) {
        String line = of(text.substring(0, Math.min(text.length(), 2 * QUOTED)));
        int length = line.codePointCount(0, line.length());
        return length <= QUOTED
                ? '"' + line + '"'
                : '"' + line.substring(0, line.offsetByCodePoints(0, QUOTED)) + "…\"";
    }

    private static int fit(int c) {
        if (Character.MIN_SURROGATE <= c && c <= Character.MAX_SURROGATE) {
            return 0xFFFD;
        }
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c;
    }

    private static String strip(CharSequence line) {
        int start = 0;
        int end = line.length();
        while (start < end && isSpace(line.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(line.charAt(end - 1))) {
            end--;
        }
        return line.subSequence(start, end).toString();
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
