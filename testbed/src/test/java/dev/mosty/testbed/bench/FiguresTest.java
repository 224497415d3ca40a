package dev.mosty.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void percentilesAreMeasuredValues() {
        Samples hundred = Samples.of(
                IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray());

        assertThat(hundred.median()).isEqualTo(50.5);
        assertThat(hundred.percentile(95)).isEqualTo(95);
        assertThat(hundred.percentile(99)).isEqualTo(99);
        assertThat(hundred.percentile(100)).isEqualTo(hundred.most()).isEqualTo(100);
        assertThat(hundred.least()).isEqualTo(1);
    }

    @Test
    void oneValueIsEveryFigure() {
        Samples one = Samples.of(new double[] {7});

        assertThat(one.median()).isEqualTo(7);
        assertThat(one.percentile(99)).isEqualTo(7);
        assertThat(one.spread()).isZero();
    }

    @Test
    void nothingMeasuredIsNoFigure() {
        assertThatThrownBy(() -> Samples.of(new double[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWrkSaysIsUnderstood() throws IOException {
        Load.Outcome outcome = WrkLoad.outcome("""
                Running 10s test
                RESULT {"answered":1010,"refused":10,"broken":2,"micros":2000000,"p50":7610,"p95":9000,"p99":20500,"max":30000}
                """);

        assertThat(outcome).isEqualTo(new Load.Outcome(1000, 12, 2, 7.61, 9, 20.5, 30));
        assertThat(outcome.perSecond()).isEqualTo(500);
    }

    @Test
    void aReportIsATableForPeopleAndRecordsForPrograms() throws IOException {
        Report report = new Report("gate");
        report.section("Intake", "what", "posts/s").row("ours", 4321.5).note("Measured well.");

        assertThat(report.markdown()).contains("""
                ## Intake

                | what | posts/s |
                | --- | --- |
                | ours | 4,322 |

                Measured well.
                """);
        assertThat(new ObjectMapper()
                        .readTree(report.json())
                        .at("/Intake/rows/0/what")
                        .asText())
                .isEqualTo("ours");
    }

    @Test
    void theLoadIsJsonOfTheUsualSize() throws IOException {
        String post = Posts.booking(40_000_001, 153_887);

        assertThat(new ObjectMapper().readTree(post).at("/0/lead_id").asText()).isEqualTo("40000001");
        assertThat(post).hasSizeBetween(500, 900);
    }
}
