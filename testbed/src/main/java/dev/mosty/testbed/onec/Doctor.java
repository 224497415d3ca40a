package dev.mosty.testbed.onec;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/**
 * A doctor of the simulated clinic.
 *
 * @param from the first hour of a day, such as {@code 8:15}
 * @param hours how many a day has
 * @param everyMinutes from one to the next
 */
record Doctor(String name, String from, int hours, int everyMinutes) {
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("H:mm");

    /** All of a day's hours, as 1C writes them; which of them are not offered differs from day to day. */
    List<String> hoursOn(LocalDate date) {
        if (date.getDayOfWeek() == DayOfWeek.SUNDAY) {
            return List.of();
        }
        LocalTime first = LocalTime.parse(from, HOUR);
        return Stream.iterate(0, hour -> hour + 1)
                .limit(hours)
                .filter(hour -> offered(date, hour))
                .map(hour -> HOUR.format(first.plusMinutes((long) hour * everyMinutes)))
                .toList();
    }

    /** One in six is kept for patients of the ward: the same ones whenever that day is asked for. */
    private boolean offered(LocalDate date, int hour) {
        return Math.floorMod(31 * (31 * date.toEpochDay() + hour) + name.length(), 6) != 0;
    }
}
