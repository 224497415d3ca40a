package dev.mosty.onec.tree;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosty.onec.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/**
 * Every object has the elements, in the order, that the Designer wrote for objects of its kind into public
 * repositories: {@code shapes.json} names them.
 */
class ShapesTest {
    private static final Dump DUMP = Dump.read(Sources.ROOT);

    private static Map<String, Shape> shapes = Map.of();

    /**
     * @param from repositories and their commits
     * @param generated categories of the types that belong to every object of the kind
     * @param properties in their order; one with a question mark is not in all of the dumps
     */
    record Shape(List<String> from, List<String> generated, List<String> properties) {
        List<String> names() {
            return properties.stream().map(name -> name.replace("?", "")).toList();
        }

        List<String> required() {
            return properties.stream().filter(name -> !name.endsWith("?")).toList();
        }
    }

    @BeforeAll
    static void read() throws IOException {
        try (InputStream file = ShapesTest.class.getResourceAsStream("shapes.json")) {
            shapes = new ObjectMapper().readValue(file, new TypeReference<Map<String, Shape>>() {});
        }
    }

    static List<Described> own() {
        return DUMP.all().stream()
                .filter(described -> !described.adopted() || described.kind().equals("Configuration"))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("own")
    void hasTheShapeOfItsKind(Described described) {
        Shape shape = Objects.requireNonNull(shapes.get(described.shape()), described.shape());
        List<String> written = described.properties().map(Xml::children).orElse(List.of()).stream()
                .map(Element::getLocalName)
                .toList();

        assertThat(written).containsAll(shape.required());
        assertThat(shape.names()).containsSubsequence(written);
        assertThat(described.uuid()).isNotEmpty();
        assertThat(generated(described)).containsExactlyInAnyOrderElementsOf(shape.generated());
    }

    private static List<String> generated(Described described) {
        return Xml.child(described.element(), "InternalInfo").map(Xml::children).orElse(List.of()).stream()
                .filter(type -> type.getLocalName().equals("GeneratedType"))
                .map(type -> type.getAttribute("category"))
                .toList();
    }

    @Test
    void theRootHoldsTheSevenObjectsThatEveryExtensionHas() {
        // spdreg/cc-1c-skills, docs/1c-extension-spec.md
        assertThat(Xml.descendants(DUMP.configuration().element()).stream()
                        .filter(element -> element.getLocalName().equals("ClassId"))
                        .map(Element::getTextContent))
                .containsExactly(
                        "9cd510cd-abfc-11d4-9434-004095e12fc7",
                        "9fcd25a0-4822-11d4-9414-008048da11f9",
                        "e3687481-0a87-462c-a166-9f34594f9bba",
                        "9de14907-ec23-4a07-96f0-85521cb6b53b",
                        "51f2d5d8-ea4d-4064-8892-82951750031e",
                        "e68182ea-4237-4383-967f-90c1e3370bc7",
                        "fb282519-d103-4dd3-bc12-cb271d631dfc");
    }

    @Test
    void everyFileIsOfOneVersionOfTheFormat() {
        assertThat(Sources.ending(".xml").stream().map(Xml::root))
                .filteredOn(root -> root.hasAttribute("version"))
                .extracting(root -> root.getAttribute("version"))
                .containsOnly(DUMP.configuration()
                        .element()
                        .getOwnerDocument()
                        .getDocumentElement()
                        .getAttribute("version"));
    }
}
