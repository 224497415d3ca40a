package dev.mosty.proxy;

import java.util.List;

/** What the widget can ask for (seed: «Реализация API»). */
public enum Question {
    /** The doctors of a day and their free hours. */
    HOURS("/API/get_doctor_time", "hours"),
    /** To register a patient: 1C makes the document «Заявка», or changes the one of that lead. */
    DOCUMENT("/API/create_document", "document");

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
        return Words.of(words + "." + name, values);
    }
}
