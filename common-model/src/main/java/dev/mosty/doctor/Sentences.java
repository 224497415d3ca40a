package dev.mosty.doctor;

import dev.mosty.doctor.Finding.Mark;
import dev.mosty.web.Bundle;
import java.util.Locale;

/** Findings in one language; values are shown as they are given. */
record Sentences(Locale language) {
    private static final Bundle WORDS = Bundle.beside(Sentences.class);

    Finding well(String key, Object... values) {
        return new Finding(Mark.WELL, text(key, values));
    }

    Finding note(String key, Object... values) {
        return new Finding(Mark.NOTE, text(key, values));
    }

    Finding wrong(String key, Object... values) {
        return new Finding(Mark.WRONG, text(key, values));
    }

    String text(String key, Object... values) {
        return WORDS.of(language, key, values);
    }
}
