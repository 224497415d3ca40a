package dev.mosty.admin.onec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.admin.shell.Words;
import dev.mosty.web.Reply;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check, the page of help and {@code docs/1c.md} say the same of the same. */
class TroubleTest {
    private static final Path GUIDE = Path.of("../docs/1c.md");

    @ParameterizedTest
    @CsvSource({"401, 401", "403, 403", "404, 404", "405, 405", "500, 500", "302, other", "200, not-onec"})
    void theCheckLeadsToTheRemedy(int status, String anchor) {
        Reply reply = new Reply.Answered(status, MultiMap.caseInsensitiveMultiMap(), new byte[0]);

        assertThat(Diagnosis.of(reply).anchor()).isEqualTo(anchor);
    }

    @Test
    void whatIsNotSentHasItsRemedyToo() {
        assertThat(List.of("Connection refused", "Failed to resolve", "SSL handshake", "timed out", "No route"))
                .map(why -> Diagnosis.of(new Reply.NotSent(why)).anchor())
                .containsExactly("refused", "no-name", "tls", "timeout", "unreachable");
    }

    @Test
    void theGuideHasEveryAnchorAndTheSameSample() throws IOException {
        String guide = Files.readString(GUIDE);

        assertThat(Trouble.ALL).allSatisfy(trouble -> {
            assertThat(guide).contains("<a id=\"" + trouble.anchor() + "\"></a>");
            assertThat(guide).contains(Words.of(Locale.of("ru"), trouble.remedy()));
        });
        assertThat(guide).contains("```xml\n" + Sample.VRD + "```");
    }

    @Test
    void nobodyIsSentToARemedyThatIsNotThere() {
        assertThat(Diagnosis.noAddress().anchor()).isEmpty();
    }
}
