package dev.mosty.admin.shell;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A table as a spreadsheet opens it (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe before
 * it (OWASP, "CSV Injection"): a User-Agent is written by strangers.
 */
public final class Csv {
    /** Without it Excel reads UTF-8 as something else. */
    public static final String BOM = "\uFEFF";

    private static final String FORMULA = "=+-@\t\r\n";

    private final String separator;

    /** @param separator a semicolon where the decimal sign is a comma, as in Russia: Excel expects it so */
    public Csv(String separator) {
        this.separator = separator;
    }

    public String line(String... cells) {
        return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(separator)) + "\r\n";
    }

    private static String cell(String text) {
        String harmless = isFormula(text) ? "'" + text : text;
        return '"' + harmless.replace("\"", "\"\"") + '"';
    }

    static boolean isFormula(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    }
}
