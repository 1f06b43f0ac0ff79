package dev.penstock.processor;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.Element;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileManager.Location;
import javax.tools.StandardLocation;

/** Tells whether a component may be null: whether its type carries JSpecify's annotation. */
final class Nullness {
    private static final String NULLABLE = "org.jspecify.annotations.Nullable";
    private static final List<Location> COMPILED = List.of(StandardLocation.CLASS_PATH, StandardLocation.CLASS_OUTPUT);

    private final ProcessingEnvironment environment;
    private final Set<String> sources;
    private final Map<TypeElement, Set<String>> compiled = new HashMap<>();

    /** Types of those outermost names are being compiled now; others are read from class files. */
    Nullness(ProcessingEnvironment environment, Set<String> sources) {
        this.environment = environment;
        this.sources = sources;
    }

    boolean nullable(RecordComponentElement component) {
        if (carries(component.asType()) || carries(component.getAccessor().getReturnType())) {
            return true;
        }
        return component.getEnclosingElement() instanceof TypeElement record
                && fields(record).contains(component.getSimpleName().toString());
    }

    private static boolean carries(AnnotatedConstruct construct) {
        return construct.getAnnotationMirrors().stream()
                .anyMatch(mirror -> mirror.getAnnotationType().toString().equals(NULLABLE));
    }

    private Set<String> fields(TypeElement record) {
        return sources.contains(outermost(record)) ? Set.of() : compiled.computeIfAbsent(record, this::read);
    }

    private static String outermost(TypeElement type) {
        Element around = type.getEnclosingElement();
        return around instanceof TypeElement outer
                ? outermost(outer)
                : type.getQualifiedName().toString();
    }

    private Set<String> read(TypeElement record) {
        String name = environment.getElementUtils().getBinaryName(record).toString();
        return COMPILED.stream()
                .map(location -> read(location, name))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(Set.of());
    }

    /** Empty when the class is not there, or when this compiler does not show its class path. */
    private Optional<Set<String>> read(Location location, String name) {
        int dot = name.lastIndexOf('.');
        String owner = dot < 0 ? "" : name.substring(0, dot);
        try (InputStream in = environment
                .getFiler()
                .getResource(location, owner, name.substring(dot + 1) + ".class")
                .openInputStream()) {
            return Optional.of(ClassFileFields.annotated(in, "L" + NULLABLE.replace('.', '/') + ";"));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
