package dev.mosty.onec.tree;

import java.nio.file.Path;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * An object of the metadata, or a part of one.
 *
 * @param reference as roles and subsystems write it: {@code Catalog.TokenAmoCRM.Attribute.ClientId}
 * @param shape the name under which {@code shapes.json} knows it
 * @param file that describes it
 */
record Described(String reference, String shape, Element element, Path file) {

    String name() {
        return property("Name");
    }

    String kind() {
        return element.getLocalName();
    }

    String uuid() {
        return element.getAttribute("uuid");
    }

    Optional<Element> properties() {
        return Xml.child(element, "Properties");
    }

    /** The text of a property; empty without one. */
    String property(String property) {
        return properties().map(all -> Xml.text(all, property)).orElse("");
    }

    /** Of the main configuration, and only named here. */
    boolean adopted() {
        return property("ObjectBelonging").equals("Adopted");
    }

    /** The folder beside the file, with the parts that have files of their own. */
    Path folder() {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - ".xml".length()));
    }
}
