package dev.penstock.processor;

import dev.penstock.api.Connector;
import dev.penstock.api.config.Inline;
import dev.penstock.api.config.KebabCase;
import dev.penstock.processor.Shape.Structure;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.MirroredTypesException;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads one class annotated with {@link Connector}. */
final class ConnectorReader {
    private final ProcessingEnvironment environment;
    private final TypeElement type;
    private final Refusals refusals;

    private final Nullness nullness;

    ConnectorReader(ProcessingEnvironment environment, TypeElement type, Nullness nullness) {
        this.environment = environment;
        this.type = type;
        this.nullness = nullness;
        this.refusals = new Refusals(environment.getMessager(), type);
    }

    /** The connector, or empty when something about it was refused. */
    Optional<ConnectorEntry> read() {
        Connector annotation = type.getAnnotation(Connector.class);
        if (!KebabCase.matches(annotation.name())) {
            refusals.refuse(
                    type,
                    "the connector name '" + annotation.name() + "' is not kebab case; write words of a-z and 0-9");
        }
        if (annotation.summary().isBlank()) {
            refusals.refuse(type, "the summary is empty; say in one sentence what the connector reads or writes");
        }
        if (!buildable()) {
            refusals.refuse(
                    type, "the host cannot build it; make it a public class, not abstract, and static if nested");
        }
        Optional<ConnectorKind> kind = kind();
        Optional<TypeElement> config = kind.flatMap(this::config);
        Optional<Structure> structure =
                config.flatMap(record -> new RecordReader(refusals, nullness).read(record, type));
        if (refusals.any() || structure.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ConnectorEntry(
                annotation.name(),
                kind.orElseThrow(),
                binaryName(type),
                binaryName(config.orElseThrow()),
                annotation.summary(),
                abilities(),
                services(annotation),
                structure.get()));
    }

    private boolean buildable() {
        boolean top = type.getNestingKind() == NestingKind.TOP_LEVEL;
        return type.getKind() == ElementKind.CLASS
                && type.getModifiers().contains(Modifier.PUBLIC)
                && !type.getModifiers().contains(Modifier.ABSTRACT)
                && (top || type.getModifiers().contains(Modifier.STATIC));
    }

    private Optional<ConnectorKind> kind() {
        List<ConnectorKind> kinds = Arrays.stream(ConnectorKind.values())
                .filter(kind -> implementsType(kind.type()))
                .toList();
        if (kinds.size() == 1) {
            return Optional.of(kinds.get(0));
        }
        refusals.refuse(
                type,
                kinds.isEmpty()
                        ? "it is no connector; implement PollingSource, QueueSource, WebhookSource, Sink or StateStore"
                        : "it is several kinds of connector, " + kinds.get(0).type() + " and "
                                + kinds.get(1).type() + "; write a class for each");
        return Optional.empty();
    }

    private Optional<TypeElement> config(ConnectorKind kind) {
        for (ExecutableElement constructor : ElementFilter.constructorsIn(type.getEnclosedElements())) {
            List<? extends VariableElement> parameters = constructor.getParameters();
            if (constructor.getModifiers().contains(Modifier.PUBLIC)
                    && parameters.size() == 2
                    && element(parameters.get(1))
                            .filter(second -> second.getQualifiedName().contentEquals(kind.context()))
                            .isPresent()) {
                return config(constructor);
            }
        }
        refusals.refuse(
                type,
                "no constructor that the host can call; write a public one with the parameters (Config, "
                        + kind.context().substring(kind.context().lastIndexOf('.') + 1) + ")");
        return Optional.empty();
    }

    private Optional<TypeElement> config(ExecutableElement constructor) {
        VariableElement first = constructor.getParameters().get(0);
        Optional<TypeElement> config = element(first)
                .filter(record -> record.getKind() == ElementKind.RECORD)
                .filter(record -> record.getAnnotation(Inline.class) == null);
        if (config.isEmpty()) {
            refusals.refuse(
                    constructor,
                    "the type " + first.asType() + " is not a config; make it a record that is not @Inline");
        }
        return config;
    }

    private static Optional<TypeElement> element(VariableElement parameter) {
        return parameter.asType() instanceof DeclaredType declared
                ? Optional.of((TypeElement) declared.asElement())
                : Optional.empty();
    }

    private List<String> abilities() {
        return Arrays.stream(Ability.values())
                .filter(ability -> implementsType(ability.type()))
                .map(ability -> KebabCase.ofConstant(ability.name()))
                .toList();
    }

    private List<String> services(Connector annotation) {
        try {
            return Arrays.stream(annotation.services()).map(Class::getName).toList();
        } catch (MirroredTypesException notLoaded) { // the compiler has no classes, and says so in this way
            return notLoaded.getTypeMirrors().stream()
                    .map(mirror ->
                            binaryName((TypeElement) environment.getTypeUtils().asElement(mirror)))
                    .toList();
        }
    }

    private boolean implementsType(String name) {
        TypeElement wanted = environment.getElementUtils().getTypeElement(name);
        if (wanted == null) {
            return false;
        }
        TypeMirror erased = environment.getTypeUtils().erasure(wanted.asType());
        return environment.getTypeUtils().isAssignable(type.asType(), erased);
    }

    private String binaryName(TypeElement element) {
        return environment.getElementUtils().getBinaryName(element).toString();
    }
}
