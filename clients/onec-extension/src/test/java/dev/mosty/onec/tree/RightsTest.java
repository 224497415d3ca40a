package dev.mosty.onec.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.onec.Sources;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** {@code Web_ОсновнаяРоль} has all rights to everything of the extension, and to nothing else (seeds/000). */
class RightsTest {
    private static final Dump DUMP = Dump.read(Sources.ROOT);
    private static final Map<String, Set<String>> GRANTED =
            granted(Xml.root(Sources.at("Roles/Web_ОсновнаяРоль/Ext/Rights.xml")));

    /** Without which an object of that kind is of no use (spdreg/cc-1c-skills, {@code docs/1c-role-spec.md}). */
    private static final Map<String, Set<String>> NEEDED = Map.ofEntries(
            Map.entry("Catalog", Set.of("Read", "Insert", "Update", "Delete", "View", "Edit", "InteractiveInsert")),
            Map.entry("Document", Set.of("Read", "Insert", "Update", "Delete", "View", "Edit", "InteractiveInsert")),
            Map.entry("ExchangePlan", Set.of("Read", "Insert", "Update", "View", "Edit")),
            // Those that only programs use are not shown to anyone.
            Map.entry("InformationRegister", Set.of("Read", "Update")),
            Map.entry("Constant", Set.of("Read", "Update", "View", "Edit")),
            Map.entry("DataProcessor", Set.of("Use", "View")),
            Map.entry("Report", Set.of("Use", "View")),
            Map.entry("CommonForm", Set.of("View")),
            Map.entry("CommonCommand", Set.of("View")),
            Map.entry("Command", Set.of("View")),
            Map.entry("Subsystem", Set.of("View")),
            Map.entry("Method", Set.of("Use")),
            Map.entry("SessionParameter", Set.of("Get", "Set")));

    private static Map<String, Set<String>> granted(Element rights) {
        Map<String, Set<String>> granted = new TreeMap<>();
        for (Element object : Xml.children(rights, "object")) {
            granted.put(
                    Xml.text(object, "name"),
                    Xml.children(object, "right").stream()
                            .filter(right -> Xml.text(right, "value").equals("true"))
                            .map(right -> Xml.text(right, "name"))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return granted;
    }

    @Test
    void everyRightIsToSomethingThatExists() {
        Set<String> known = DUMP.all().stream().map(Described::reference).collect(Collectors.toSet());

        assertThat(DUMP.of(Kind.ROLE))
                .isNotEmpty()
                .allSatisfy(role -> assertThat(granted(Xml.root(role.folder().resolve("Ext/Rights.xml")))
                                .keySet())
                        .isNotEmpty()
                        .isSubsetOf(known));
    }

    @Test
    void everyObjectThatCanHaveRightsHasThem() {
        List<Described> objects = DUMP.all().stream()
                .filter(described -> NEEDED.containsKey(described.kind()))
                .toList();

        assertThat(objects)
                .isNotEmpty()
                .allSatisfy(described -> assertThat(GRANTED.getOrDefault(described.reference(), Set.of()))
                        .as(described.reference())
                        .containsAll(Objects.requireNonNull(NEEDED.get(described.kind()))));
    }

    @Test
    void noObjectIsNamedTwice() {
        assertThat(Xml.children(Xml.root(Sources.at("Roles/Web_ОсновнаяРоль/Ext/Rights.xml")), "object"))
                .hasSize(GRANTED.size());
    }

    @Test
    void nothingThatIsAddedLaterIsOpenByItself() {
        assertThat(DUMP.of(Kind.ROLE))
                .allSatisfy(role -> assertThat(
                                Xml.text(Xml.root(role.folder().resolve("Ext/Rights.xml")), "setForNewObjects"))
                        .isEqualTo("false"));
    }
}
