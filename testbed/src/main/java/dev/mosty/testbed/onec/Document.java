package dev.mosty.testbed.onec;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A document «Заявка» of 1C.
 *
 * @param number nine digits, as 1C numbers its documents
 * @param numberAmo the lead that it belongs to; empty if the request named none
 * @param writes how often it was written: 1 when it is new
 * @param deleted marked for deletion, so its hour is free
 */
record Document(
        String number,
        String numberAmo,
        LocalDate date,
        String doctor,
        String time,
        String customer,
        String tel,
        String gender,
        String dateOfBirth,
        Instant changedAt,
        int writes,
        boolean deleted) {

    boolean takes(LocalDate day, String whose, String hour) {
        return !deleted && date.equals(day) && doctor.equals(whose) && time.equals(hour);
    }

    Document markedForDeletion(Instant now) {
        return new Document(
                number, numberAmo, date, doctor, time, customer, tel, gender, dateOfBirth, now, writes + 1, true);
    }
}
