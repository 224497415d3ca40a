package dev.mosty.testbed.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sentences of the architecture about who may know whom, read from the compiled classes of every module. */
class ArchitectureTest {
    /** The root package of each service that there may be, by module. */
    private static final Map<String, String> SERVICES = Map.of(
            "amo-proxy", "dev.mosty.proxy..",
            "amo-gate", "dev.mosty.gate..",
            "telephony-bridge", "dev.mosty.telephony..",
            "bitrix-sync", "dev.mosty.bitrix..",
            "admin-web", "dev.mosty.admin..");

    private static final String[] SHARED = {
        "dev.mosty.delivery..",
        "dev.mosty.journal..",
        "dev.mosty.settings..",
        "dev.mosty.access..",
        "dev.mosty.contacts..",
        "dev.mosty.doctor..",
        "dev.mosty.web.."
    };

    private static final Map<String, JavaClasses> MODULES = modules();
    private static final JavaClasses EVERYTHING = everything();

    private static Map<String, JavaClasses> modules() {
        var modules = new TreeMap<String, JavaClasses>();
        for (var module : List.of(
                "common-model", "testbed", "amo-proxy", "amo-gate", "telephony-bridge", "bitrix-sync", "admin-web")) {
            var compiled = Path.of("..", module, "target", "classes");
            if (Files.isDirectory(Path.of("..", module, "src", "main", "java"))) {
                modules.put(module, new ClassFileImporter().importPath(compiled));
            }
        }
        return modules;
    }

    private static JavaClasses everything() {
        return new ClassFileImporter()
                .importPaths(MODULES.keySet().stream()
                        .map(module -> Path.of("..", module, "target", "classes"))
                        .toList());
    }

    @Test
    void everyModuleThatHasSourcesWasRead() {
        assertThat(MODULES.keySet()).contains("common-model", "amo-gate", "testbed");
        assertThat(MODULES)
                .allSatisfy((module, read) -> assertThat(read.size()).as(module).isGreaterThan(20));
    }

    @Test
    void everyServiceLivesInItsOwnPackage() {
        SERVICES.forEach((module, root) -> {
            if (MODULES.containsKey(module)) {
                classes().should().resideInAPackage(root).check(MODULES.get(module));
            }
        });
        classes().should().resideInAnyPackage(SHARED).check(MODULES.get("common-model"));
        classes().should().resideInAPackage("dev.mosty.testbed..").check(MODULES.get("testbed"));
    }

    @Test
    void noServiceKnowsAnother() {
        SERVICES.forEach((module, root) -> {
            var others = SERVICES.values().stream()
                    .filter(other -> !other.equals(root))
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(root)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .allowEmptyShould(!MODULES.containsKey(module))
                    .check(EVERYTHING);
        });
    }

    @Test
    void theSharedLibraryKnowsNoService() {
        noClasses()
                .that()
                .resideInAnyPackage(SHARED)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVICES.values().toArray(String[]::new))
                .check(EVERYTHING);
    }

    @Test
    void nothingKnowsTheTestbed() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.mosty.testbed..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.mosty.testbed..")
                .check(EVERYTHING);
    }

    @Test
    void aServiceUsesOfOursOnlyItselfAndTheSharedLibrary() {
        SERVICES.forEach((module, root) -> {
            if (MODULES.containsKey(module)) {
                var strangers = MODULES.get(module).stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getPackageName())
                        .filter(name -> name.startsWith("dev.mosty."))
                        .filter(name -> !within(name, root)
                                && List.of(SHARED).stream().noneMatch(shared -> within(name, shared)))
                        .collect(Collectors.toSet());
                assertThat(strangers).as(module).isEmpty();
            }
        });
    }

    private static boolean within(String name, String root) {
        var plain = root.substring(0, root.length() - 2);
        return name.equals(plain) || name.startsWith(plain + ".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"controller", "service", "repository", "dto", "util", "helper", "impl", "model"})
    void packagesAreByFeatureAndNeverByLayer(String layer) {
        noClasses().should().resideInAPackage(".." + layer + "..").check(EVERYTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Manager", "Helper", "Util", "Utils", "Impl", "Dto"})
    void namesAreTheDomains(String ending) {
        noClasses().should().haveSimpleNameEndingWith(ending).check(EVERYTHING);
    }

    @Test
    void everyPackageIsNullMarked() {
        var packages = new TreeSet<String>();
        for (JavaClass type : EVERYTHING) {
            packages.add(type.getPackageName());
        }
        var unmarked = packages.stream()
                .filter(name -> !marked(EVERYTHING.getPackage(name)))
                .collect(Collectors.toSet());

        assertThat(packages).hasSizeGreaterThan(8);
        assertThat(unmarked).isEqualTo(Set.of());
    }

    private static boolean marked(JavaPackage of) {
        return of.isAnnotatedWith(NullMarked.class);
    }
}
