package dev.mosty.admin.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a table as spreadsheets write it (RFC 4180), with whatever they put between the cells. Nothing is refused: a
 * quote that is never closed ends with the text. The apostrophe that {@link Csv} puts before what looks like a formula is
 * taken off again.
 */
public final class CsvRows {
    private static final List<Character> SEPARATORS = List.of(';', ',', '\t');

    private final String text;
    private final char separator;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> cells = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private int line = 1;
    private int began = 1;

    private CsvRows(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    /** @param line where it begins in the file, from 1: a cell may have several lines */
    public record Row(int line, List<String> cells) {
        /** Empty if there is no such cell. */
        public String cell(int number) {
            return number < cells.size() ? cells.get(number) : "";
        }
    }

    /** Rows without a single sign in them are left out. */
    public static List<Row> of(String text) {
        String plain = text.startsWith(Csv.BOM) ? text.substring(1) : text;
        return new CsvRows(plain, separator(plain)).read();
    }

    /** The one that the first line has most often. */
    private static char separator(String text) {
        String first = text.lines().findFirst().orElse("");
        char most = SEPARATORS.getFirst();
        for (char candidate : SEPARATORS) {
            if (count(first, candidate) > count(first, most)) {
                most = candidate;
            }
        }
        return most;
    }

    private static long count(String text, char sign) {
        return text.chars().filter(c -> c == sign).count();
    }

    private List<Row> read() {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
            }
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append(c);
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && cell.isEmpty()) {
                quoted = true;
            } else if (c == separator) {
                endCell();
            } else if (c == '\n') {
                endRow();
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        endRow();
        return List.copyOf(rows);
    }

    private void endCell() {
        String written = cell.toString().strip();
        boolean guarded = written.length() > 1 && written.charAt(0) == '\'' && Csv.isFormula(written.substring(1));
        cells.add(guarded ? written.substring(1) : written);
        cell.setLength(0);
    }

    private void endRow() {
        endCell();
        if (cells.stream().anyMatch(written -> !written.isEmpty())) {
            rows.add(new Row(began, List.copyOf(cells)));
        }
        cells.clear();
        began = line;
    }
}
