package dev.mosty.testbed.onec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.simulation.Json;
import dev.mosty.testbed.simulation.Reply;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The extension's one method: with a doctor it writes a document, without it lists doctors and hours. */
final class GetSetData {
    private final Documents documents;
    private final Knobs knobs;
    private final OneCReply replies;
    private final Calls calls;

    GetSetData(Documents documents, Knobs knobs, OneCReply replies, Calls calls) {
        this.documents = documents;
        this.knobs = knobs;
        this.replies = replies;
        this.calls = calls;
    }

    Reply answer(String text) {
        Optional<JsonNode> body = Json.read(text).filter(JsonNode::isObject);
        if (body.isEmpty()) {
            return refused("json");
        }
        Optional<LocalDate> date = date(body.get().path("date").asText());
        if (date.isEmpty()) {
            return refused("date");
        }
        return body.get().has("doctor") || body.get().has("time")
                ? document(Application.read(body.get(), date.get()))
                : doctors(date.get());
    }

    private Reply doctors(LocalDate date) {
        calls.doctors();
        List<String> lines = documents.freeOn(date).entrySet().stream()
                .map(doctor -> doctor.getKey() + " [" + String.join(",", doctor.getValue()) + "]")
                .toList();
        return Reply.json(200, Map.of("doctors", lines));
    }

    private Reply document(Application application) {
        calls.documents();
        return switch (documents.write(application)) {
            case Documents.Written.Booked(Document document) -> Reply.json(200, Map.of("number", document.number()));
            case Documents.Written.Refused(String about) -> refused(about);
        };
    }

    private Reply refused(String about) {
        return replies.refusal(knobs.refusals, about);
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
