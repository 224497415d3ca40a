package dev.mosty.testbed.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.launcher.Complaint;
import dev.mosty.testbed.launcher.Suite;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The widget as amo-proxy sees it, and what 1C holds afterwards. */
record Reception(HttpClient http, String proxy, String oneC, String token, Suite suite) {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Pattern DOCTOR = Pattern.compile("(.+) \\[(.+)]");

    /** A day on which somebody works. */
    record Day(LocalDate date, List<Doctor> doctors) {}

    /** A doctor, and the hours that are free. */
    record Doctor(String name, List<String> hours) {}

    /** The first of the coming days that has a free hour; empty if none of a week has. */
    Optional<Day> nextDay() throws InterruptedException {
        for (LocalDate date = LocalDate.now(ZoneId.of("Europe/Moscow")).plusDays(1), end = date.plusDays(7);
                date.isBefore(end);
                date = date.plusDays(1)) {
            List<Doctor> doctors = ask("get_doctor_time", Json.object().put("date", date.toString()))
                    .path("doctors")
                    .valueStream()
                    .flatMap(line -> DOCTOR.matcher(line.asText()).results().map(Reception::doctor))
                    .toList();
            if (!doctors.isEmpty()) {
                return Optional.of(new Day(date, doctors));
            }
        }
        return Optional.empty();
    }

    private static Doctor doctor(MatchResult line) {
        return new Doctor(line.group(1), List.of(line.group(2).split(",", -1)));
    }

    /** Registers; gives the document's number. */
    String register(ObjectNode application) throws InterruptedException {
        return ask("create_document", application).path("number").asText();
    }

    /** 1C's documents, the latest change first. */
    JsonNode documents() throws InterruptedException {
        return oneC("/sim/documents");
    }

    /** How often 1C was asked for a document. */
    long registrationsIn1c() throws InterruptedException {
        return oneC("/sim/stats").path("documents").asLong();
    }

    private JsonNode ask(String method, ObjectNode body) throws InterruptedException {
        ObjectNode withToken = body.deepCopy().put("token", token);
        return answer(HttpRequest.newBuilder(URI.create(proxy + "/API/" + method))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(withToken.toString())));
    }

    private JsonNode oneC(String path) throws InterruptedException {
        return answer(HttpRequest.newBuilder(URI.create(oneC + path)));
    }

    private JsonNode answer(HttpRequest.Builder unfinished) throws InterruptedException {
        HttpRequest request = unfinished.timeout(PATIENCE).build();
        String address = request.uri().getAuthority();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new Complaint(
                        1,
                        suite.text(
                                "demo.refused.proxy", request.uri().getPath(), response.statusCode(), response.body()));
            }
            return Json.read(response.body()).orElseThrow(() -> new IOException("not JSON"));
        } catch (IOException e) {
            throw new Complaint(
                    1, suite.text("demo.unreachable", address, e.getClass().getSimpleName()));
        }
    }
}
