package dev.mosty.testbed.deploy;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a Kubernetes model read and does not know: it keeps such keys aside, and a cluster would drop them. */
final class UnknownKeys {
    private static final String MODELS = "io.fabric8.kubernetes.api.model";

    private final List<String> found = new ArrayList<>();

    private UnknownKeys() {}

    /** Each with the path to it. */
    static List<String> of(Object model) {
        var keys = new UnknownKeys();
        keys.look("", model);
        return keys.found;
    }

    private void look(String path, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Collection<?> values -> values.forEach(each -> look(path + "[]", each));
            case Map<?, ?> values -> values.forEach((key, each) -> look(path + "." + key, each));
            case Object object when object.getClass().getName().startsWith(MODELS) -> fields(path, object);
            case Object ignored -> {}
        }
    }

    private void fields(String path, Object object) {
        Stream.<Class<?>>iterate(object.getClass(), type -> type != Object.class, Class::getSuperclass)
                .flatMap(type -> Stream.of(type.getDeclaredFields()))
                .filter(field -> !Modifier.isStatic(field.getModifiers()) && field.trySetAccessible())
                .forEach(field -> {
                    try {
                        var value = field.get(object);
                        if (field.getName().equals("additionalProperties") && value instanceof Map<?, ?> unknown) {
                            unknown.keySet().forEach(key -> found.add(path + "." + key));
                        } else {
                            look(path + "." + field.getName(), value);
                        }
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }
}
