package dev.mosty.admin.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormTextTest {
    @Test
    void aLineKeepsItsLettersAndLosesWhatNobodySees() {
        assertThat(FormText.line("  Иванова\u0000\r\nА. ", 64)).isEqualTo("Иванова   А.");
        assertThat(FormText.line("abcdef", 3)).isEqualTo("abc");
        assertThat(FormText.line("ab\uD83D\uDE00", 3)).isEqualTo("ab");
        assertThat(FormText.line("a\uD83Db", 3)).isEqualTo("a b");
        assertThat(FormText.line(null, 3)).isEmpty();
    }
}
