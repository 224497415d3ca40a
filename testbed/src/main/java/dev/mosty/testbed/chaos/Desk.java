package dev.mosty.testbed.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A receptionist with days of her own: looks up the free hours, presses «Зарегистрировать», often twice at once and on
 * both proxies, and again as long as she is not told a number; sometimes even after that.
 */
final class Desk implements Runnable {
    private static final Pattern DOCTOR = Pattern.compile("(.+) \\[([^,\\]]+).*]");
    private static final LocalDate FIRST_DAY = LocalDate.parse("2030-01-07");
    /** More than a desk gets through in the longest run. */
    private static final int DAYS = 100_000;

    private static final int MOST_TRIES = 4;
    private static final Duration AFTER_FAILURE = Duration.ofMillis(300);

    private final Widget widget;
    private final int number;
    private final Random random;
    private int begun;
    private volatile boolean enough;

    Desk(Widget widget, int number, long seed) {
        this.widget = widget;
        this.number = number;
        this.random = new Random(seed);
    }

    /** Nothing further is begun. */
    void stop() {
        enough = true;
    }

    @Override
    public void run() {
        try {
            while (!enough) {
                String date = FIRST_DAY.plusDays((long) number * DAYS + begun++).toString();
                Optional<JsonNode> doctors = doctors(date);
                if (doctors.isPresent() && !doctors.get().isEmpty()) {
                    register(booking(date, doctors.get()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Empty if it is time to go home. */
    private Optional<JsonNode> doctors(String date) throws InterruptedException {
        while (!enough) {
            Optional<JsonNode> doctors = widget.hours(random.nextInt(2), date)
                    .filter(answer -> answer.status() == 200)
                    .flatMap(Answered::json)
                    .map(answer -> answer.path("doctors"));
            if (doctors.isPresent()) {
                return doctors;
            }
            Thread.sleep(AFTER_FAILURE);
        }
        return Optional.empty();
    }

    private Booking booking(String date, JsonNode doctors) {
        Matcher doctor =
                DOCTOR.matcher(doctors.get(random.nextInt(doctors.size())).asText());
        if (!doctor.matches()) {
            throw new IllegalStateException("1C does not write doctors like that");
        }
        int patient = number * DAYS + begun;
        // A lead that is not saved yet has no number, and 1C nothing to recognise it by.
        String lead = random.nextInt(4) == 0 ? "" : Integer.toString(50_000_000 + patient);
        return new Booking(lead, date, doctor.group(1), doctor.group(2), "Проверкина " + patient, "+7990" + patient);
    }

    private void register(Booking booking) throws InterruptedException {
        boolean told = false;
        for (int tries = 0; !told && tries < MOST_TRIES; tries++) {
            told = press(booking, 1 + random.nextInt(3));
            if (!told) {
                Thread.sleep(AFTER_FAILURE.plusMillis(random.nextInt(500)));
            }
        }
        if (told && random.nextInt(3) == 0) {
            press(booking, 1);
        }
    }

    /** So many times at once, on one proxy and the other; true if somebody was told a number. */
    private boolean press(Booking booking, int times) throws InterruptedException {
        int first = random.nextInt(2);
        List<Optional<Answered>> answers = new ArrayList<>();
        List<Thread> presses = IntStream.range(0, times)
                .mapToObj(press -> Thread.ofVirtual().name("press").start(() -> {
                    try {
                        Optional<Answered> answer = widget.register((first + press) % 2, booking);
                        synchronized (answers) {
                            answers.add(answer);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .toList();
        for (Thread press : presses) {
            press.join();
        }
        synchronized (answers) {
            return answers.stream()
                    .anyMatch(answer -> answer.flatMap(Answered::number).isPresent());
        }
    }
}
