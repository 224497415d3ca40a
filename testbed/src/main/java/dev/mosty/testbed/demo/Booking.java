package dev.mosty.testbed.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.launcher.Service;
import dev.mosty.testbed.launcher.Suite;
import dev.mosty.testbed.simulation.Json;
import java.net.http.HttpClient;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The proxy's part of the demo: a doctor's hour is booked from a lead card, and the impatient second press books none. */
record Booking(Suite suite, HttpClient http) {

    private static final long LEAD = 23392663;
    private static final int MOST_SHOWN = 8;

    /** Left out, with a word, where the proxy is not part of the suite or its token is not known; true if all is well. */
    boolean demonstrate(Report report) throws InterruptedException {
        Optional<Service> proxy = Service.part("proxy", suite);
        if (proxy.isEmpty()) {
            return true;
        }
        System.out.println();
        Optional<String> token = new Tokens(suite).named("PROXY_TOKEN");
        if (token.isEmpty()) {
            System.out.println("– " + suite.text("demo.no-proxy-token", suite.firstLogin()));
            return true;
        }
        Reception reception = new Reception(http, suite.url(proxy.get()), suite.oneC(), token.get(), suite);
        Optional<Reception.Day> day = reception.nextDay();
        if (day.isEmpty()) {
            System.out.println("– " + suite.text("demo.no-hours"));
            return true;
        }
        System.out.println("✓ "
                + suite.text(
                        "demo.hours",
                        Shown.day(day.get().date()),
                        day.get().doctors().size()));
        return book(report, reception, day.get());
    }

    private boolean book(Report report, Reception reception, Reception.Day day) throws InterruptedException {
        ObjectNode application = application(day);
        long before = reception.registrationsIn1c();
        String number = reception.register(application);
        System.out.println("✓ " + suite.text("demo.booked", number));
        String again = reception.register(application);
        long asked = reception.registrationsIn1c() - before;
        boolean once = number.equals(again) && asked <= 1;
        System.out.println((once ? "✓ " : "✗ ") + suite.text("demo.booked-again", again, asked));
        System.out.println();
        System.out.println(report.heading(suite.text("demo.documents")));
        System.out.println();
        reception.documents().valueStream().limit(MOST_SHOWN).map(this::line).forEach(System.out::println);
        System.out.println();
        System.out.println(suite.text("demo.look-1c", suite.shown(reception.oneC())));
        return once;
    }

    /** Another hour each time, so that two demos in a row are two wishes and not one repeated. */
    private static ObjectNode application(Reception.Day day) {
        long now = System.currentTimeMillis() / 1_000;
        Reception.Doctor doctor = day.doctors().get((int) (now % day.doctors().size()));
        List<String> hours = doctor.hours();
        return Json.object()
                .put("numberAmo", LEAD)
                .put("date", day.date().toString())
                .put("doctor", doctor.name())
                .put("time", hours.get((int) (now % hours.size())))
                .put("customer", "Соколова Вера Андреевна")
                .put("tel", "+79000000001")
                .put("gender", "2")
                .put("DateofBirth", "1961-04-12");
    }

    private String line(JsonNode document) {
        String when = Shown.day(LocalDate.parse(document.path("date").asText())) + " "
                + document.path("time").asText();
        String lead = suite.text("demo.lead", document.path("numberAmo").asText());
        String writes = suite.text("demo.writes", document.path("writes").asText());
        return "  " + document.path("number").asText() + "  " + Shown.column(when, 17)
                + Shown.column(document.path("doctor").asText(), 24) + Shown.column(lead, 16) + writes;
    }
}
