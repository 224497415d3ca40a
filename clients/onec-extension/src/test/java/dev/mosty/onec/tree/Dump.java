package dev.mosty.onec.tree;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * The whole dump, read from {@code Configuration.xml} downwards. What a list names and no file describes is
 * among {@link #missing}.
 */
final class Dump {
    /** Parts that a list only names, and a file of their own describes. */
    private static final Set<String> APART = Set.of("Form", "Template");

    /** Whose shape depends on what they are part of. */
    private static final Set<String> BY_OWNER = Set.of("Attribute", "Dimension", "Resource");

    private final Path root;
    private final List<Described> all = new ArrayList<>();
    private final List<Path> missing = new ArrayList<>();

    private Dump(Path root) {
        this.root = root;
    }

    static Dump read(Path root) {
        Dump dump = new Dump(root);
        dump.readConfiguration();
        return dump;
    }

    /** Every object and every part of one, the configuration first. */
    List<Described> all() {
        return List.copyOf(all);
    }

    Stream<Described> of(Kind kind) {
        return all.stream().filter(described -> described.kind().equals(kind.tag));
    }

    Described configuration() {
        return all.getFirst();
    }

    List<Path> missing() {
        return List.copyOf(missing);
    }

    private void readConfiguration() {
        Path file = root.resolve("Configuration.xml");
        Element element = Xml.children(Xml.root(file)).getFirst();
        all.add(new Described("Configuration." + name(element), "Configuration", element, file));
        for (Element listed : childObjects(element)) {
            Kind kind = Kind.of(listed.getLocalName());
            String name = listed.getTextContent().strip();
            readFile(root.resolve(kind.folder).resolve(name + ".xml"), "", kind.tag);
        }
    }

    private void readFile(Path file, String owner, String tag) {
        if (!Files.isRegularFile(file)) {
            missing.add(file);
            return;
        }
        Element element = Xml.children(Xml.root(file)).getFirst();
        if (!element.getLocalName().equals(tag)) {
            throw new IllegalStateException(file + " describes a " + element.getLocalName() + ", not a " + tag);
        }
        readElement(element, owner, tag, file);
    }

    private void readElement(Element element, String owner, String shape, Path file) {
        String kind = element.getLocalName();
        Described described = new Described(owner + kind + "." + name(element), shape, element, file);
        all.add(described);
        for (Element part : childObjects(element)) {
            String tag = part.getLocalName();
            String prefix = described.reference() + ".";
            if (APART.contains(tag) || tag.equals("Subsystem")) {
                String folder = tag.equals("Subsystem") ? Kind.SUBSYSTEM.folder : tag + "s";
                String name = part.getTextContent().strip();
                readFile(described.folder().resolve(folder).resolve(name + ".xml"), prefix, tag);
            } else {
                readElement(part, prefix, BY_OWNER.contains(tag) ? kind + "." + tag : tag, file);
            }
        }
    }

    private static List<Element> childObjects(Element element) {
        return Xml.child(element, "ChildObjects").map(Xml::children).orElse(List.of());
    }

    private static String name(Element element) {
        return Xml.child(element, "Properties")
                .map(all -> Xml.text(all, "Name"))
                .orElse("");
    }
}
