package dev.mosty.onec.tree;

import static org.assertj.core.api.Assertions.assertThat;

import com.github._1c_syntax.bsl.mdclasses.ConfigurationExtension;
import com.github._1c_syntax.bsl.mdclasses.MDClasses;
import com.github._1c_syntax.bsl.mdo.MD;
import dev.mosty.onec.Sources;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The lists and the files of the dump agree. */
class DumpTest {
    private static final Dump DUMP = Dump.read(Sources.ROOT);

    @Test
    void everythingThatIsListedIsDescribedByAFile() {
        assertThat(DUMP.missing()).isEmpty();
    }

    @Test
    void everyFileOfMetadataIsListedSomewhere() {
        Set<Path> described = DUMP.all().stream().map(Described::file).collect(Collectors.toSet());

        assertThat(Sources.ending(".xml"))
                .filteredOn(file -> !file.toString().contains("/Ext/"))
                .allSatisfy(file -> assertThat(described).contains(file));
    }

    @Test
    void everyFileIsCalledLikeTheObjectInIt() {
        assertThat(DUMP.all())
                .filteredOn(described -> !described.kind().equals("Configuration"))
                .filteredOn(described ->
                        described.element().getParentNode().getLocalName().equals("MetaDataObject"))
                .allSatisfy(
                        described -> assertThat(described.file().getFileName()).hasToString(described.name() + ".xml"));
    }

    @Test
    void anotherProgramReadsTheSameObjects() {
        var extension = (ConfigurationExtension) MDClasses.createConfiguration(Sources.ROOT);

        assertThat(extension.getName()).isEqualTo(DUMP.configuration().name());
        assertThat(extension.getNamePrefix()).isEqualTo("Мосты");
        assertThat(extension.getChildren())
                .extracting(MD::getName)
                .containsExactlyInAnyOrderElementsOf(DUMP.all().stream()
                        .filter(described -> Kind.find(described.kind()).isPresent())
                        .filter(described -> described.reference().split("\\.").length == 2)
                        .map(Described::name)
                        .toList());
    }

    @Test
    void nothingOfTheMainConfigurationIsTouched() {
        // The language is adopted by every extension: objects of ours could not have a synonym without it.
        assertThat(DUMP.all())
                .filteredOn(Described::adopted)
                .extracting(Described::kind)
                .containsExactly("Configuration", "Language");
    }

    @Test
    void everyObjectOfOursHasTheExtensionsPrefixOrANameThatTheClinicKnows() {
        assertThat(DUMP.all())
                .filteredOn(described -> Kind.find(described.kind()).isPresent() && !described.adopted())
                .extracting(Described::name)
                .allMatch(name -> name.startsWith("Мосты")
                        || Set.of("AmoCRM", "TokenAmoCRM", "Web_ОсновнаяРоль").contains(name));
    }

    @Test
    void noIdentifierIsUsedTwice() {
        List<String> own = DUMP.all().stream().map(Described::uuid).toList();
        List<String> generated = Sources.ending(".xml").stream()
                .flatMap(file -> Xml.descendants(Xml.root(file)).stream())
                .filter(element -> Set.of("TypeId", "ValueId", "ObjectId").contains(element.getLocalName()))
                .map(Element::getTextContent)
                .toList();

        Set<String> seen = new HashSet<>();
        assertThat(own).filteredOn(uuid -> !seen.add(uuid)).isEmpty();
        assertThat(generated).filteredOn(uuid -> !seen.add(uuid)).isEmpty();
        assertThat(seen).allMatch(uuid -> uuid.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
    }

    @Test
    void everySubsystemHoldsOnlyWhatExists() {
        Set<String> known = DUMP.all().stream().map(Described::reference).collect(Collectors.toSet());

        assertThat(DUMP.of(Kind.SUBSYSTEM)
                        .flatMap(subsystem -> Xml.descendants(subsystem.element()).stream())
                        .filter(item -> item.getLocalName().equals("Item"))
                        .map(Element::getTextContent))
                .isNotEmpty()
                .isSubsetOf(known);
    }

    @Test
    void everyTypeThatAnObjectOfOursNamesExists() {
        Set<String> generated = Sources.ending(".xml").stream()
                .flatMap(file -> Xml.descendants(Xml.root(file)).stream())
                .filter(element -> element.getLocalName().equals("GeneratedType"))
                .map(element -> element.getAttribute("name"))
                .collect(Collectors.toSet());

        assertThat(Sources.ending(".xml").stream()
                        .flatMap(file -> Xml.descendants(Xml.root(file)).stream())
                        .filter(element -> Set.of("Type", "TypeSet").contains(element.getLocalName())
                                && Xml.children(element).isEmpty())
                        .map(element -> element.getTextContent().strip())
                        // Without a name it is a set of types, or the platform's own: the list of a form.
                        .filter(type -> type.startsWith("cfg:") && type.contains("."))
                        .map(type -> type.substring("cfg:".length())))
                .isSubsetOf(generated);
    }
}
