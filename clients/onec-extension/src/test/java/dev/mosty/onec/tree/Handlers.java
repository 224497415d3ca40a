package dev.mosty.onec.tree;

import dev.mosty.onec.Sources;
import dev.mosty.onec.tree.Handler.Signature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.w3c.dom.Element;

/** Collects what the metadata names: methods of services, jobs, subscriptions, commands, forms. */
final class Handlers {
    /** How many arguments a subscription's handler gets, by event and by what raises it. */
    private static final Map<String, Integer> SUBSCRIPTIONS = Map.ofEntries(
            Map.entry("BeforeWrite CatalogObject", 2),
            Map.entry("OnWrite CatalogObject", 2),
            Map.entry("BeforeDelete CatalogObject", 2),
            Map.entry("BeforeWrite DocumentObject", 4),
            Map.entry("OnWrite DocumentObject", 2),
            Map.entry("Posting DocumentObject", 3),
            Map.entry("UndoPosting DocumentObject", 2),
            Map.entry("BeforeDelete DocumentObject", 2),
            Map.entry("BeforeWrite InformationRegisterRecordSet", 3),
            Map.entry("OnWrite InformationRegisterRecordSet", 3));

    private final FormEvents formEvents = FormEvents.read();
    private final List<Handler> handlers = new ArrayList<>();

    static List<Handler> of(Dump dump) {
        Handlers collected = new Handlers();
        dump.all().forEach(collected::collect);
        return List.copyOf(collected.handlers);
    }

    private void collect(Described described) {
        switch (described.kind()) {
            case "HTTPService" -> httpService(described);
            case "ScheduledJob" -> inCommonModule(described, described.property("MethodName"), 0);
            case "EventSubscription" -> subscription(described);
            case "CommonCommand" -> command(described, described.folder());
            case "Command" ->
                command(described, described.folder().resolve("Commands").resolve(described.name()));
            case "Form", "CommonForm" -> form(described);
            default -> {}
        }
    }

    private void httpService(Described service) {
        Path module = service.folder().resolve("Ext/Module.bsl");
        Xml.descendants(service.element()).stream()
                .filter(element -> element.getLocalName().equals("Handler"))
                .forEach(handler -> handlers.add(new Handler(
                        service.reference(), module, handler.getTextContent().strip(), Signature.function(1))));
    }

    private void inCommonModule(Described described, String method, int arguments) {
        List<String> parts = List.of(method.split("\\.", -1));
        if (parts.size() != 3 || !parts.getFirst().equals("CommonModule")) {
            throw new IllegalStateException(described.reference() + " names «" + method + "»");
        }
        Path module = Sources.at("CommonModules").resolve(parts.get(1)).resolve("Ext/Module.bsl");
        handlers.add(new Handler(described.reference(), module, parts.get(2), Signature.export(arguments)));
    }

    private void subscription(Described described) {
        Element source = described
                .properties()
                .flatMap(all -> Xml.child(all, "Source"))
                .orElseThrow(() -> new IllegalStateException(described.reference() + " has no source"));
        String event = described.property("Event");
        for (Element type : Xml.children(source)) {
            String kind =
                    type.getTextContent().strip().replaceFirst("^cfg:", "").replaceFirst("\\..*", "");
            int arguments = Objects.requireNonNull(SUBSCRIPTIONS.get(event + " " + kind), event + " of " + kind);
            inCommonModule(described, described.property("Handler"), arguments);
        }
    }

    private void command(Described described, Path folder) {
        handlers.add(new Handler(
                described.reference(),
                folder.resolve("Ext/CommandModule.bsl"),
                "ОбработкаКоманды",
                Signature.client(2)));
    }

    private void form(Described described) {
        Path file = described.folder().resolve("Ext/Form.xml");
        if (!Files.isRegularFile(file)) {
            // Reported as a handler that is not there.
            handlers.add(new Handler(described.reference(), file, "", Signature.client(0)));
            return;
        }
        Path module = described.folder().resolve("Ext/Form/Module.bsl");
        Element form = Xml.root(file);
        events(described, form, module);
        for (Element element : Xml.descendants(form)) {
            events(described, element, module);
            if (element.getLocalName().equals("Action")) {
                handlers.add(new Handler(
                        described.reference(), module, element.getTextContent().strip(), Signature.client(1)));
            }
        }
    }

    private void events(Described described, Element owner, Path module) {
        for (Element event : Xml.child(owner, "Events").map(Xml::children).orElse(List.of())) {
            handlers.add(new Handler(
                    described.reference(),
                    module,
                    event.getTextContent().strip(),
                    formEvents.of(owner.getLocalName(), event.getAttribute("name"))));
        }
    }
}
