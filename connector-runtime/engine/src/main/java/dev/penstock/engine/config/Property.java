package dev.penstock.engine.config;

import dev.penstock.api.config.KebabCase;
import dev.penstock.api.config.Option;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * One component of a config record: one key of the file.
 *
 * @param key kebab case
 * @param type what it is bound to
 * @param nullable may be missing though it has no fallback
 * @param option the rules
 */
record Property(String key, Type type, boolean nullable, Option option) {

    static List<Property> of(Class<?> record) {
        List<Property> properties = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            properties.add(of(component));
        }
        return properties;
    }

    private static Property of(RecordComponent component) {
        Option option = component.getAnnotation(Option.class);
        if (option == null) {
            throw new IllegalStateException("the component '" + component.getName() + "' of "
                    + component.getDeclaringRecord().getName() + " has no @Option; annotate it");
        }
        return new Property(
                KebabCase.ofComponent(component.getName()),
                component.getGenericType(),
                option.fallback().equals(Option.NONE) && nullable(component),
                option);
    }

    boolean hasFallback() {
        return !option.fallback().equals(Option.NONE);
    }

    boolean required() {
        return !nullable && !hasFallback();
    }

    /** Compared by name, because a connector may have brought the annotation along. */
    private static boolean nullable(RecordComponent component) {
        for (Annotation annotation : component.getAnnotatedType().getAnnotations()) {
            if (annotation.annotationType().getName().equals("org.jspecify.annotations.Nullable")) {
                return true;
            }
        }
        return false;
    }
}
