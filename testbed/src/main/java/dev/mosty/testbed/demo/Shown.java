package dev.mosty.testbed.demo;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Values of amoCRM's fields as its card shows them, and cut to one line of a terminal. */
final class Shown {

    /** The account's zone: amoCRM keeps a day as its midnight there (facts/amocrm.md §2). */
    private static final ZoneId ZONE = ZoneId.of("Europe/Moscow");

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");

    private Shown() {}

    /** @param type amoCRM's name of the field's type; a text that does not fit it is shown as it is */
    static String of(String type, String text) {
        try {
            return switch (type) {
                case "date", "birthday" -> DAY.format(moment(text));
                case "date_time" -> MOMENT.format(moment(text));
                case "numeric", "monetary" ->
                    new BigDecimal(text).stripTrailingZeros().toPlainString();
                default -> text;
            };
        } catch (NumberFormatException e) {
            return text;
        }
    }

    static String day(LocalDate date) {
        return DAY.format(date);
    }

    private static java.time.ZonedDateTime moment(String seconds) {
        return Instant.ofEpochSecond(Long.parseLong(seconds)).atZone(ZONE);
    }

    /** The text on one line of at most so many characters; what is left out is an ellipsis. */
    static String line(String text, int width) {
        String line = text.strip().replaceAll("\\s*\\R\\s*", " ⏎ ").replaceAll("\\p{Cntrl}", " ");
        int length = line.codePointCount(0, line.length());
        return length <= width ? line : line.substring(0, line.offsetByCodePoints(0, width - 1)) + "…";
    }

    /** Followed by spaces up to the width. */
    static String column(String text, int width) {
        String line = line(text, width);
        return line + " ".repeat(width - line.codePointCount(0, line.length()));
    }
}
