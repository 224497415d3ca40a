package dev.mosty.testbed.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects tables and sentences; becomes Markdown for people and JSON for programs. */
final class Report {

    private static final DateTimeFormatter IN_NAMES =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final String name;
    private final Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Map<String, Section> sections = new LinkedHashMap<>();

    Report(String name) {
        this.name = name;
    }

    /** A heading with its table and what must be known to read it. */
    static final class Section {
        private final List<String> columns;
        private final List<List<String>> rows = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        private Section(List<String> columns) {
            this.columns = columns;
        }

        Section row(Object... cells) {
            List<String> row = new ArrayList<>();
            for (Object cell : cells) {
                row.add(cell instanceof Double number ? figure(number) : String.valueOf(cell));
            }
            rows.add(row);
            return this;
        }

        Section note(String sentence) {
            notes.add(sentence);
            return this;
        }

        private List<Map<String, String>> records() {
            List<Map<String, String>> records = new ArrayList<>();
            for (List<String> row : rows) {
                Map<String, String> one = new LinkedHashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    one.put(columns.get(i), i < row.size() ? row.get(i) : "");
                }
                records.add(one);
            }
            return records;
        }
    }

    Section section(String heading, String... columns) {
        Section section = new Section(List.of(columns));
        sections.put(heading, section);
        return section;
    }

    /** Two digits where they say something, none where they do not. */
    static String figure(double number) {
        double size = Math.abs(number);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", number);
    }

    String markdown() {
        StringBuilder text = new StringBuilder("# bench " + name + ", " + at + "\n");
        sections.forEach((heading, section) -> {
            text.append("\n## ").append(heading).append("\n\n");
            line(text, section.columns);
            line(text, section.columns.stream().map(column -> "---").toList());
            section.rows.forEach(row -> line(text, row));
            section.notes.forEach(note -> text.append("\n").append(note).append("\n"));
        });
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** Writes both forms. */
    Path save(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path markdown = directory.resolve(name + "-" + IN_NAMES.format(at) + ".md");
        Files.writeString(markdown, markdown());
        Files.writeString(directory.resolve(name + "-" + IN_NAMES.format(at) + ".json"), json());
        return markdown;
    }

    String json() throws JsonProcessingException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("bench", name);
        all.put("at", at.toString());
        sections.forEach(
                (heading, section) -> all.put(heading, Map.of("rows", section.records(), "notes", section.notes)));
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all);
    }
}
