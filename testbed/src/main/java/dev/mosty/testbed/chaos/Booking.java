package dev.mosty.testbed.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.simulation.Json;

/** One intent: what a receptionist wants to be in 1C once, however often she presses. */
record Booking(String lead, String date, String doctor, String time, String customer, String tel) {

    /** The widget's request. */
    String request(String token) {
        return Json.object()
                .put("token", token)
                .put("numberAmo", lead)
                .put("date", date)
                .put("doctor", doctor)
                .put("time", time)
                .put("customer", customer)
                .put("tel", tel)
                .put("gender", "Ж")
                .put("DateofBirth", "1990-05-04")
                .toString();
    }

    /** Whose a document of the simulated 1C is. */
    static Booking of(JsonNode document) {
        return new Booking(
                document.path("numberAmo").asText(),
                document.path("date").asText(),
                document.path("doctor").asText(),
                document.path("time").asText(),
                document.path("customer").asText(),
                document.path("tel").asText());
    }
}
