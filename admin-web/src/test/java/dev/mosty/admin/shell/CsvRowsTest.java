package dev.mosty.admin.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRowsTest {

    @Test
    void whatIsWrittenIsReadBack() {
        Csv csv = new Csv(";");
        List<String> cells =
                List.of("Имя", "a;b,c", "say \"x\"", "+79991234567", "=1+1", "два\nряда", "O'Neill", "", "'x");

        assertThat(CsvRows.of(Csv.BOM + csv.line(cells.toArray(String[]::new))))
                .containsExactly(new CsvRows.Row(1, cells));
    }

    @Test
    void theSeparatorIsTheOneOfTheFirstLine() {
        assertThat(CsvRows.of("a,b;c,d\n1,2"))
                .extracting(CsvRows.Row::cells)
                .containsExactly(List.of("a", "b;c", "d"), List.of("1", "2"));
        assertThat(CsvRows.of("a\tb\r\n1\t2\r\n").getLast()).isEqualTo(new CsvRows.Row(2, List.of("1", "2")));
    }

    @Test
    void rowsAreCountedAsTheFileHasThem() {
        assertThat(CsvRows.of("a;b\n\n\"1\n2\";3\n;;\n4;5"))
                .extracting(CsvRows.Row::line)
                .containsExactly(1, 3, 6);
    }

    @Test
    void anOpenQuoteEndsWithTheText() {
        assertThat(CsvRows.of("a;\"b\nc")).containsExactly(new CsvRows.Row(1, List.of("a", "b\nc")));
        assertThat(CsvRows.of("")).isEmpty();
    }
}
