package dev.mosty.testbed.onec;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;

/** What a person asks a document for: a request body that was understood. */
record Application(
        String numberAmo,
        LocalDate date,
        String doctor,
        String time,
        String customer,
        String tel,
        String gender,
        String dateOfBirth) {

    static Application read(JsonNode body, LocalDate date) {
        return new Application(
                lead(body),
                date,
                body.path("doctor").asText(),
                body.path("time").asText(),
                body.path("customer").asText(),
                body.path("tel").asText(),
                body.path("gender").asText(),
                body.path("DateofBirth").asText());
    }

    /** The lead's number, as text or as a number; 0 and nothing are no lead. */
    private static String lead(JsonNode body) {
        String number = body.path("numberAmo").asText().strip();
        return number.equals("0") || number.equals("null") ? "" : number;
    }

    Document as(String number, int writes, Instant now) {
        return new Document(
                number, numberAmo, date, doctor, time, customer, tel, gender, dateOfBirth, now, writes, false);
    }
}
