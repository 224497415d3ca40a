package dev.mosty.testbed.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.testbed.chaos.BookingChecks.Made;
import dev.mosty.testbed.simulation.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BookingChecksTest {

    private static final Booking ANNA = booking("Анна");
    private static final Booking VERA = booking("Вера");

    private static Booking booking(String customer) {
        return new Booking("5", "2030-01-07", "Ефимова Е.В.", "8:15", customer, "+7990");
    }

    private static Answered answer(Booking booking, int status, String body) {
        return new Answered("id", Optional.of(booking), Optional.empty(), status, "application/json", body);
    }

    private static Answered number(Booking booking, String number) {
        return answer(booking, 200, "{\"number\":\"" + number + "\"}");
    }

    @Test
    void aSecondDocumentAndASecondWriteAreOneTooMany() {
        assertThat(BookingChecks.twice(List.of(new Made("1", ANNA, 1), new Made("2", VERA, 1))))
                .isEmpty();
        assertThat(BookingChecks.twice(List.of(new Made("1", ANNA, 1), new Made("2", ANNA, 1))))
                .hasSize(1);
        assertThat(BookingChecks.twice(List.of(new Made("1", ANNA, 2)))).hasSize(1);
    }

    @Test
    void aNumberMustBeThatDocumentOf1c() {
        List<Made> documents = List.of(new Made("1", ANNA, 1));
        assertThat(BookingChecks.invented(List.of(number(ANNA, "1")), documents))
                .isEmpty();
        assertThat(BookingChecks.invented(List.of(number(VERA, "1")), documents))
                .hasSize(1);
        assertThat(BookingChecks.invented(List.of(number(ANNA, "2")), documents))
                .hasSize(1);
        assertThat(BookingChecks.invented(List.of(answer(ANNA, 200, "{}")), documents))
                .hasSize(1);
        assertThat(BookingChecks.invented(List.of(answer(ANNA, 504, "{\"error\":\"?\"}")), documents))
                .isEmpty();
    }

    @Test
    void oneIntentHasOneNumber() {
        assertThat(BookingChecks.disagreeing(List.of(number(ANNA, "1"), number(ANNA, "1"), number(VERA, "2"))))
                .isEmpty();
        assertThat(BookingChecks.disagreeing(List.of(number(ANNA, "1"), number(ANNA, "2"))))
                .hasSize(1);
    }

    @Test
    void onlyAnObjectOfJsonIsAnAnswer() {
        assertThat(BookingChecks.notJson(List.of(number(ANNA, "1"), answer(ANNA, 502, "{\"error\":\"?\"}"))))
                .isEmpty();
        assertThat(BookingChecks.notJson(List.of(
                        answer(ANNA, 200, ""),
                        answer(ANNA, 500, "<html>"),
                        answer(ANNA, 200, "[1]"),
                        new Answered("id", Optional.of(ANNA), Optional.empty(), 200, "text/html", "{}"))))
                .hasSize(4);
    }

    @Test
    void aRegistrationIsAlwaysLoggedAndHoursUnlessTheirProxyWasKilled() {
        Answered hours = new Answered("id", Optional.empty(), Optional.empty(), 200, "application/json", "{}");
        assertThat(BookingChecks.unlogged(List.of(number(ANNA, "1")), Set.of())).hasSize(1);
        assertThat(BookingChecks.unlogged(List.of(number(ANNA, "1")), Set.of("id")))
                .isEmpty();
        assertThat(BookingChecks.unlogged(List.of(hours, answer(ANNA, 503, "{}")), Set.of()))
                .isEmpty();
    }

    @Test
    void aDocumentIsRecognisedByWhatWasAskedFor() throws Exception {
        assertThat(Booking.of(Json.MAPPER.readTree(ANNA.request("token")))).isEqualTo(ANNA);
    }
}
