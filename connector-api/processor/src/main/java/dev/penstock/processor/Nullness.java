package dev.penstock.processor;

import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.RecordComponentElement;

/** Tells whether a component may be null: whether its type carries JSpecify's annotation. */
final class Nullness {
    private static final String NULLABLE = "org.jspecify.annotations.Nullable";

    boolean nullable(RecordComponentElement component) {
        return carries(component.asType())
                || carries(component)
                || carries(component.getAccessor())
                || carries(component.getAccessor().getReturnType());
    }

    private static boolean carries(AnnotatedConstruct construct) {
        return construct.getAnnotationMirrors().stream()
                .anyMatch(mirror -> mirror.getAnnotationType().toString().equals(NULLABLE));
    }
}
