package dev.mosty.testbed.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The variables that the services read, from their compiled classes and their application.properties. */
final class ServiceVariables {
    private static final List<String> MODULES =
            List.of("common-model", "amo-proxy", "amo-gate", "telephony-bridge", "bitrix-sync", "admin-web");

    private ServiceVariables() {}

    /** Each with its default, or an empty text. */
    static Map<String, String> withDefaults() {
        var variables = new TreeMap<String, String>();
        JavaClasses classes = new ClassFileImporter()
                .importPaths(MODULES.stream().map(ServiceVariables::compiled).toList());
        classes.forEach(type -> {
            ofMapping(type, variables);
            ofConstructors(type, variables);
        });
        ofProperties(variables);
        ofLeadFields(variables);
        // Read by name, where a mapping has no room for them.
        variables.put("PAID_SOURCE", "rdesk");
        variables.keySet().removeIf(name -> name.startsWith("QUARKUS_"));
        return variables;
    }

    private static Path compiled(String module) {
        Path classes = Path.of("..", module, "target", "classes");
        assertThat(classes).as("built by: mvn package -pl %s -am", module).isDirectory();
        return classes;
    }

    private static void ofMapping(JavaClass type, Map<String, String> variables) {
        annotation(type.getAnnotations().stream(), "ConfigMapping").ifPresent(mapping -> {
            String prefix = text(mapping, "prefix");
            for (JavaMethod method : type.getMethods()) {
                if (method.getModifiers().contains(JavaModifier.ABSTRACT)) {
                    String value = annotation(method.getAnnotations().stream(), "WithDefault")
                            .map(given -> text(given, "value"))
                            .orElse("");
                    variables.put(variable(prefix + "." + hyphenated(method.getName())), value);
                }
            }
        });
    }

    private static void ofConstructors(JavaClass type, Map<String, String> variables) {
        Stream.concat(type.getConstructors().stream(), type.getMethods().stream())
                .flatMap(code -> code.getParameters().stream())
                .map(JavaParameter::getAnnotations)
                .flatMap(annotations -> annotation(annotations.stream(), "ConfigProperty").stream())
                .forEach(property -> {
                    String value = text(property, "defaultValue");
                    // The annotation's own word for "none".
                    variables.merge(
                            variable(text(property, "name")),
                            value.startsWith("org.eclipse.microprofile") ? "" : value,
                            (one, other) -> one.isEmpty() ? other : one);
                });
    }

    private static void ofProperties(Map<String, String> variables) {
        Pattern expression = Pattern.compile("\\$\\{([A-Z][A-Z_]+)(?::([^}]*))?}");
        for (String module : MODULES) {
            for (String file : List.of("application.properties", "META-INF/microprofile-config.properties")) {
                Path properties = Path.of("..", module, "src/main/resources", file);
                if (Files.exists(properties)) {
                    expression
                            .matcher(read(properties))
                            .results()
                            .forEach(found -> variables.putIfAbsent(
                                    found.group(1),
                                    Optional.ofNullable(found.group(2)).orElse("")));
                }
            }
        }
    }

    private static void ofLeadFields(Map<String, String> variables) {
        Pattern.compile("\"(FIELD_[A-Z_]+)\"")
                .matcher(read(Path.of("../amo-gate/src/main/java/dev/mosty/gate/lead/LeadField.java")))
                .results()
                .forEach(found -> variables.put(found.group(1), ""));
    }

    private static Optional<? extends JavaAnnotation<?>> annotation(
            Stream<? extends JavaAnnotation<?>> annotations, String name) {
        return annotations
                .filter(annotation -> annotation.getRawType().getSimpleName().equals(name))
                .findFirst();
    }

    private static String text(JavaAnnotation<?> annotation, String member) {
        return annotation.get(member).map(Object::toString).orElse("");
    }

    private static String hyphenated(String method) {
        return method.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** As MicroProfile Config maps a property to the environment. */
    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9_]", "_").toUpperCase(Locale.ROOT);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
