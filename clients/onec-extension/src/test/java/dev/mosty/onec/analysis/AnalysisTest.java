package dev.mosty.onec.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.onec.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The modules, read by the analyser that developers of 1C use. */
class AnalysisTest {
    private static final Path OUTPUT = Path.of("target", "analysis");
    private static final List<KnownFinding> KNOWN = KnownFinding.read();

    private static List<Finding> findings = List.of();

    @BeforeAll
    static void analyse() throws IOException, InterruptedException {
        findings = new Analyser(Sources.ROOT, OUTPUT).findings();
        Files.write(
                OUTPUT.resolve("findings.txt"),
                findings.stream()
                        .sorted(Comparator.comparing(Finding::file).thenComparing(Finding::line))
                        .map(Finding::toString)
                        .toList());
        System.out.println("bsl-language-server: " + summary() + "; all of them in " + OUTPUT.resolve("findings.txt"));
    }

    private static String summary() {
        return findings.stream()
                .collect(Collectors.groupingBy(
                        finding -> finding.severity() + " " + finding.code(), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(kind -> kind.getKey() + " × " + kind.getValue())
                .collect(Collectors.joining(", "));
    }

    @Test
    void everyModuleParsesAndHasNoErrorThatIsNotExplained() {
        assertThat(findings)
                .filteredOn(Finding::fatal)
                .filteredOn(finding -> KNOWN.stream().noneMatch(known -> known.covers(finding)))
                .isEmpty();
    }

    @Test
    void everyExplainedErrorIsStillFound() {
        assertThat(KNOWN).allMatch(known -> findings.stream().anyMatch(known::covers));
    }

    @Test
    void noExplanationCoversAModuleThatDoesNotParse() {
        assertThat(KNOWN).extracting(KnownFinding::code).doesNotContain("ParseError");
    }

    @Test
    void theAnalyserSeesWhatIsBroken(@TempDir Path broken) throws IOException, InterruptedException {
        Files.writeString(broken.resolve("Module.bsl"), "Процедура Начать()\n\tЕсли Истина Тогда\nКонецПроцедуры\n");

        assertThat(new Analyser(broken, OUTPUT.resolve("broken")).findings())
                .filteredOn(Finding::fatal)
                .extracting(Finding::code)
                .contains("ParseError");
    }
}
