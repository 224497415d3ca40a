package dev.mosty.testbed.onec;

import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the simulated infobase starts with and what its extension says, from {@code clinic.json}.
 *
 * @param says the extension's and the platform's sentences, by what they are about
 */
record Clinic(List<Doctor> doctors, Map<String, String> says) {

    static Clinic read() {
        try (InputStream file = Clinic.class.getResourceAsStream("clinic.json")) {
            return Json.MAPPER.readValue(Objects.requireNonNull(file, "clinic.json"), Clinic.class);
        } catch (IOException e) {
            throw new IllegalStateException("clinic.json cannot be read", e);
        }
    }

    /** The hours of every doctor who works that day, in the order of the list. */
    Map<String, List<String>> hoursOn(LocalDate date) {
        Map<String, List<String>> hours = new LinkedHashMap<>();
        doctors.forEach(doctor -> hours.put(doctor.name(), doctor.hoursOn(date)));
        return hours;
    }

    String sentence(String about) {
        return Objects.requireNonNull(says.get(about), about);
    }
}
