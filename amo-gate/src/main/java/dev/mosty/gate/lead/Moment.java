package dev.mosty.gate.lead;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** A day, or a point in time as the clinic's clocks show it. */
sealed interface Moment {

    /** Without a time of day. */
    record Day(LocalDate date) implements Moment {}

    /** With one. */
    record Time(ZonedDateTime at) implements Moment {}

    /**
     * Reads {@code 2025-12-18}, {@code 2025-12-18T10:30:00.000Z}, {@code 2025-12-18 10:30}, with or without seconds and
     * an offset, and {@code 18.12.2025} likewise. A time with an offset is shifted into the zone, one without is taken
     * as the zone's own. Years before 1900 are empty dates of some system ({@code 0001-01-01}, {@code 1899-12-30}).
     */
    static Optional<Moment> parse(String text, ZoneId zone) {
        try {
            TemporalAccessor parsed =
                    Formats.ANY.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            Moment moment = switch (parsed) {
                case OffsetDateTime at -> new Time(at.atZoneSameInstant(zone));
                case LocalDateTime at -> new Time(at.atZone(zone));
                default -> new Day(LocalDate.from(parsed));
            };
            return Optional.of(moment).filter(Moment::isPlausible);
        } catch (DateTimeException e) {
            // No date at all, or one at the edge of time that its offset pushes over.
            return Optional.empty();
        }
    }

    /** RFC 3339 with the zone's offset; a day is its first moment there. */
    default String rfc3339(ZoneId zone) {
        ZonedDateTime at = switch (this) {
            case Day(LocalDate date) -> date.atStartOfDay(zone);
            case Time(ZonedDateTime time) -> time;
        };
        return Formats.RFC_3339.format(at.toLocalDateTime().atOffset(wholeMinutes(at.getOffset())));
    }

    /** As people read it: {@code 18.12.2025} or {@code 18.12.2025 10:30}. */
    default String shown() {
        return switch (this) {
            case Day(LocalDate date) -> Formats.SHOWN_DAY.format(date);
            case Time(ZonedDateTime at) -> Formats.SHOWN_TIME.format(at);
        };
    }

    private boolean isPlausible() {
        int year = switch (this) {
            case Day(LocalDate date) -> date.getYear();
            case Time(ZonedDateTime at) -> at.getYear();
        };
        return 1900 <= year && year <= 9999;
    }

    /** RFC 3339 knows no seconds in an offset, which local time had before 1919; rounding down keeps the day. */
    private static ZoneOffset wholeMinutes(ZoneOffset offset) {
        return ZoneOffset.ofTotalSeconds(Math.floorDiv(offset.getTotalSeconds(), 60) * 60);
    }

    /** The formats, compiled once. */
    final class Formats {
        private static final DateTimeFormatter ANY = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern("[uuuu-MM-dd][dd.MM.uuuu]")
                .optionalStart()
                .appendPattern("['T'][' ']HH:mm[:ss]")
                .appendOptional(new DateTimeFormatterBuilder()
                        .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                        .toFormatter(Locale.ROOT))
                .optionalEnd()
                .appendPattern("[' '][XXX][XX][X]")
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);

        private static final DateTimeFormatter RFC_3339 = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");
        private static final DateTimeFormatter SHOWN_DAY = DateTimeFormatter.ofPattern("dd.MM.uuuu");
        private static final DateTimeFormatter SHOWN_TIME = DateTimeFormatter.ofPattern("dd.MM.uuuu HH:mm");

        private Formats() {}
    }
}
