package dev.mosty.admin.shell;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A table as a spreadsheet opens it (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe before
 * it (OWASP, "CSV Injection"): a User-Agent is written by strangers.
 */
public final class Csv {
    /** Without it Excel reads UTF-8 as something else. */
    public static final String BOM = "\uFEFF";

    /** More rows would not be opened by Excel on an ordinary desk; the last line then says that there are more. */
    public static final int MOST = 100_000;

    private static final String FORMULA = "=+-@\t\r\n";

    private final String separator;

    /** @param separator a semicolon where the decimal sign is a comma, as in Russia: Excel expects it so */
    public Csv(String separator) {
        this.separator = separator;
    }

    /** Takes a row. */
    public interface Sheet {
        void row(String... cells) throws IOException;
    }

    /** Writes all rows, one after the other. */
    public interface Content {
        void writeTo(Sheet sheet) throws IOException;
    }

    /**
     * A file for whoever asked. It is sent while it is written, so that memory does not grow with it.
     *
     * @param file its name
     */
    public static Response download(String file, Locale locale, Content content) {
        Csv csv = new Csv(Words.of(locale, "shell-csv-separator"));
        StreamingOutput body = output -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8), 1 << 16);
            writer.write(BOM);
            content.writeTo(cells -> writer.write(csv.line(cells)));
            writer.flush();
        };
        return Response.ok(body)
                .header("Content-Disposition", "attachment; filename=\"" + file + "\"")
                .build();
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
