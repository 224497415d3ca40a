package dev.mosty.admin.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    private final Csv csv = new Csv(";");

    @Test
    void everyCellIsQuoted() {
        assertThat(csv.line("a", "b;c", "say \"x\"", "")).isEqualTo("\"a\";\"b;c\";\"say \"\"x\"\"\";\"\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+7", "-1", "@SUM(A1)", "\t=1", "\r=1"})
    void whatLooksLikeAFormulaIsText(String typed) {
        assertThat(csv.line(typed)).startsWith("\"'");
    }
}
