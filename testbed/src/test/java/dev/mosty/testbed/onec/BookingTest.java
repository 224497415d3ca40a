package dev.mosty.testbed.onec;

import static dev.mosty.testbed.onec.Receptionist.MONDAY;
import static dev.mosty.testbed.onec.Receptionist.application;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.testbed.simulation.FaultEffect;
import dev.mosty.testbed.simulation.Json;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BookingTest {
    private static final LocalDate DAY = LocalDate.parse(MONDAY);
    private static final String DOCTOR = "Ефимова Е.В.";

    private final OneCSimulator oneC = OneCSimulator.start(OneCOptions.inMemory());
    private final Receptionist receptionist = new Receptionist(oneC);

    @AfterEach
    void stop() {
        receptionist.close();
        oneC.close();
    }

    @Test
    void theTestRequestAnswersOk() {
        var answer = receptionist.send("GET", OneCOptions.PATH + "TestRequest", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("ок");
    }

    @Test
    void doctorsAndHoursAreListedInTheFormOfTheSeed() {
        var answer = receptionist.hours();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("application/json");
        assertThat(answer.body().path("doctors")).hasSize(3);
        assertThat(answer.body().path("doctors").path(0).asText())
                .matches("Ефимова Е\\.В\\. \\[8:\\d\\d(,\\d+:\\d\\d)+]");
    }

    @Test
    void aDayHasTheSameHoursWheneverItIsAskedForAndAnotherDayHasOthers() {
        assertThat(receptionist.hours().text()).isEqualTo(receptionist.hours().text());
        assertThat(oneC.freeOn(DAY)).isNotEqualTo(oneC.freeOn(DAY.plusDays(1)));
        assertThat(oneC.freeOn(DAY.minusDays(1))).as("Sunday").isEmpty();
    }

    @Test
    void aBookedHourIsNoLongerOffered() {
        String hour = free().getFirst();
        assertThat(receptionist.book(1, hour).number()).isEqualTo("000000001");
        assertThat(free()).doesNotContain(hour);
        assertThat(receptionist.hours().body().path("doctors").path(0).asText()).doesNotContain("[" + hour + ",");
    }

    @Test
    void theSameLeadAgainChangesItsDocumentAndFreesTheHourItHad() {
        List<String> hours = free();
        receptionist.book(1, hours.get(0));
        assertThat(receptionist.book(1, hours.get(1)).number()).isEqualTo("000000001");
        assertThat(free()).contains(hours.get(0)).doesNotContain(hours.get(1));
        assertThat(oneC.numbersByLead()).isEqualTo(Map.of("1", List.of("000000001")));
    }

    @Test
    void theSameApplicationAgainKeepsItsOwnHour() {
        String hour = free().getFirst();
        receptionist.book(1, hour);
        assertThat(receptionist.book(1, hour).number()).isEqualTo("000000001");
    }

    @Test
    void aLeadWithoutANumberGetsADocumentOfItsOwnEachTime() {
        List<String> hours = free();
        assertThat(receptionist.book(0, hours.get(0)).number()).isEqualTo("000000001");
        assertThat(receptionist.book(0, hours.get(1)).number()).isEqualTo("000000002");
    }

    @Test
    void aDocumentMarkedForDeletionFreesItsHour() {
        String hour = free().getFirst();
        receptionist.book(1, hour);
        assertThat(receptionist
                        .send("DELETE", "/sim/documents/000000001", "")
                        .body()
                        .path("deleted")
                        .asBoolean())
                .isTrue();
        assertThat(free()).contains(hour);
        assertThat(receptionist.send("DELETE", "/sim/documents/000000009", "").status())
                .isEqualTo(404);
    }

    @Test
    void whatThe1cRefusesIsRefusedWithItsSentence() {
        String hour = free().getFirst();
        receptionist.book(1, hour);
        assertThat(receptionist.book(2, hour).error()).isEqualTo("Выбранное время уже занято");
        assertThat(receptionist.book(2, "03:00").error()).isEqualTo("Выбранное время уже занято");
        assertThat(receptionist
                        .method(application(2, hour).put("doctor", "Никто"))
                        .error())
                .isEqualTo("Врач не найден");
        assertThat(receptionist
                        .method(application(2, hour).put("date", "02.03.2026"))
                        .error())
                .isEqualTo("Неверная дата записи");
        assertThat(receptionist.method(application(2, "")).error()).isEqualTo("Не указано время записи");
        var answer = receptionist.send("POST", OneCOptions.PATH + "GetSetData", "[1]");
        assertThat(answer.error()).isEqualTo("Тело запроса не является объектом JSON");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(oneC.numbersByLead()).containsOnlyKeys("1");
    }

    @Test
    void refusalsComeAsThePlatformSendsThemWhenAsked() {
        receptionist.send("PATCH", "/sim/knobs", "{\"refusals\":\"TEXT\"}");
        var text = receptionist.book(2, "03:00");
        assertThat(text.status()).isEqualTo(500);
        assertThat(text.type()).isEqualTo("text/plain; charset=utf-8");
        assertThat(text.text()).isEqualTo("Выбранное время уже занято");
        oneC.knobs().refusals = FaultEffect.Body.HTML;
        var page = receptionist.book(2, "03:00");
        assertThat(page.status()).isEqualTo(500);
        assertThat(page.text()).startsWith("<!DOCTYPE html>");
    }

    @Test
    void everyFieldOfTheApplicationIsInTheDocument() {
        receptionist.method(application(7, free().getFirst())
                .put("gender", "2")
                .put("DateofBirth", "1990-05-04")
                .put("customer", "<b>Иванова</b>"));
        var document = Json.read(receptionist.send("GET", "/sim/documents", "").text())
                .orElseThrow()
                .path(0);
        assertThat(document.path("numberAmo").asText()).isEqualTo("7");
        assertThat(document.path("customer").asText()).isEqualTo("<b>Иванова</b>");
        assertThat(document.path("tel").asText()).isEqualTo("+79990000001");
        assertThat(document.path("gender").asText()).isEqualTo("2");
        assertThat(document.path("dateOfBirth").asText()).isEqualTo("1990-05-04");
        assertThat(document.path("writes").asInt()).isEqualTo(1);
    }

    private List<String> free() {
        return oneC.freeOn(DAY, DOCTOR);
    }
}
