package dev.mosty.proxy;

import dev.mosty.web.Bundle;
import java.util.List;

/** What the widget can ask for (seed: «Реализация API»). */
public enum Question {
    /** The doctors of a day and their free hours. */
    HOURS("/API/get_doctor_time", "hours"),
    /** To register a patient: 1C makes the document «Заявка», or changes the one of that lead. */
    DOCUMENT("/API/create_document", "document");

    /** What the clinic reads when there is no answer of 1C. */
    public static final Bundle WORDS = Bundle.beside(Question.class);

    private final String path;
    private final String words;

    Question(String path, String words) {
        this.path = path;
        this.words = words;
    }

    /** Where it is asked. */
    public String path() {
        return path;
    }

    /** Fields, beside the token, that must be texts and not blank. */
    List<String> required() {
        return switch (this) {
            case HOURS -> List.of("date");
            case DOCUMENT -> List.of("date", "doctor", "time");
        };
    }

    /** A sentence for this question. */
    String word(String name, Object... values) {
        return WORDS.of(words + "." + name, values);
    }
}
