package dev.mosty.testbed.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DotEnvTest {

    private static final Messages ENGLISH = new Messages(Locale.ROOT);

    @Test
    void commentsBlankLinesExportAndSpacesAreNoPartOfTheValue() {
        assertThat(parse("""
                        # the seed's own style
                        NGX_PORT=6000           # (has no effect)

                          export AMO_SUBDOMAIN = clinic \s
                        AMO_CLIENT_ID=
                        AMO_AUTH_CODE=   # made on the first start
                        """))
                .containsExactly(
                        entry("NGX_PORT", "6000"),
                        entry("AMO_SUBDOMAIN", "clinic"),
                        entry("AMO_CLIENT_ID", ""),
                        entry("AMO_AUTH_CODE", ""));
    }

    @Test
    void quotesKeepSpacesHashesAndInDoubleOnesEscapes() {
        assertThat(parse("""
                        A="two words # and a hash"  # a comment
                        B='single $HOME \\n'
                        C="line\\nbreak \\"quoted\\" \\\\ \\$5"
                        D=""
                        """))
                .containsExactly(
                        entry("A", "two words # and a hash"),
                        entry("B", "single $HOME \\n"),
                        entry("C", "line\nbreak \"quoted\" \\ $5"),
                        entry("D", ""));
    }

    @Test
    void nothingIsExpandedAndHashesInsideOrEqualsSignsStay() {
        assertThat(parse("""
                        PASSWORD=p$HOME`id`#x=y==
                        URL=https://example.ru/#anchor
                        """))
                .containsExactly(entry("PASSWORD", "p$HOME`id`#x=y=="), entry("URL", "https://example.ru/#anchor"));
    }

    @Test
    void theLastOfTwoWins() {
        assertThat(parse("A=1\nA=2")).containsExactly(entry("A", "2"));
    }

    @Test
    void windowsLineEndsAndAByteOrderMarkDoNotMatter() {
        assertThat(parse("\uFEFFA=1\r\nB=2\r\n")).containsExactly(entry("A", "1"), entry("B", "2"));
    }

    @Test
    void aLineThatIsNothingIsNamedByItsNumberAndNotShown() {
        assertThatThrownBy(() -> parse("A=1\nsecret value"))
                .isInstanceOf(Complaint.class)
                .hasMessage(".env, line 2: neither NAME=value, a comment nor empty.");
    }

    @Test
    void aQuoteThatIsNeverClosedIsNamedByItsLine() {
        assertThatThrownBy(() -> parse("A=\"open"))
                .isInstanceOf(Complaint.class)
                .hasMessageStartingWith(".env, line 1: the opening quote is never closed");
    }

    private static Map<String, String> parse(String text) {
        return DotEnv.parse(text.lines().toList(), ".env", ENGLISH);
    }
}
