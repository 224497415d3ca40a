package dev.mosty.onec.tree;

import dev.mosty.onec.tree.Handler.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** With what, and where, the platform calls the handlers of a form: {@code form-events.txt}. */
final class FormEvents {
    private final Map<String, Signature> byEvent = new HashMap<>();

    private FormEvents() {}

    static FormEvents read() {
        FormEvents events = new FormEvents();
        try (InputStream file = FormEvents.class.getResourceAsStream("form-events.txt")) {
            new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.strip().split("\\s*\\|\\s*"))
                    .forEach(part -> events.byEvent.put(
                            part[0] + "." + part[1],
                            new Signature(part[2], false, false, part[3].split(",", -1).length)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }

    /** An event that the list does not have is a fault: its parameters were never looked up. */
    Signature of(String element, String event) {
        String general = element.equals("Form") ? "Form" : "Item";
        Signature own = byEvent.get(element + "." + event);
        Signature found = own == null ? byEvent.get(general + "." + event) : own;
        return Objects.requireNonNull(found, "form-events.txt does not know " + element + " " + event);
    }
}
