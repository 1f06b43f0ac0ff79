package dev.penstock.processor;

import dev.penstock.api.config.KebabCase;
import dev.penstock.processor.Shape.Choice;
import dev.penstock.processor.Shape.Structure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Reads what a type may hold; refuses types that cannot be configured. */
final class TypeReader {
    private static final String SUPPORTED =
            "use String, boolean, int, long, double, Duration, DataSize, URI, Path, Instant, Secret, an enum, a record, a"
                    + " sealed interface of records, or a List of these or a Map from String to these";

    private final RecordReader records;
    private final Refusals refusals;

    TypeReader(RecordReader records, Refusals refusals) {
        this.records = records;
        this.refusals = refusals;
    }

    /** The shape of a type, or empty when it was refused. */
    Optional<Shape> read(TypeMirror type, Element at) {
        if (type.getKind().isPrimitive()) {
            return scalar(type.getKind().name().toLowerCase(Locale.ROOT), type, at);
        }
        if (type.getKind() != TypeKind.DECLARED) {
            return unsupported(type, at);
        }
        DeclaredType declared = (DeclaredType) type;
        TypeElement element = (TypeElement) declared.asElement();
        String name = element.getQualifiedName().toString();
        List<? extends TypeMirror> arguments = declared.getTypeArguments();
        if (name.equals("java.util.List") && arguments.size() == 1) {
            return read(arguments.get(0), at).map(Shape.Listing::new);
        }
        if (name.equals("java.util.Map") && arguments.size() == 2) {
            return named(arguments.get(0)).equals("java.lang.String")
                    ? read(arguments.get(1), at).map(Shape.Mapping::new)
                    : unsupported(type, at);
        }
        if (!arguments.isEmpty()
                || !element.getTypeParameters().isEmpty()
                || Scalar.of(name).isPresent()) {
            return scalar(name, type, at);
        }
        return family(element, type, at);
    }

    private Optional<Shape> family(TypeElement element, TypeMirror type, Element at) {
        if (element.getKind() == ElementKind.ENUM) {
            return words(element, at);
        }
        if (element.getKind() == ElementKind.RECORD) {
            return records.read(element, at).map(Shape.class::cast);
        }
        if (element.getKind() == ElementKind.INTERFACE && element.getModifiers().contains(Modifier.SEALED)) {
            return choice(element, at);
        }
        return unsupported(type, at);
    }

    private Optional<Shape> scalar(String name, TypeMirror type, Element at) {
        Optional<Shape> shape = Scalar.of(name).map(Shape.Single::new);
        return shape.isPresent() ? shape : unsupported(type, at);
    }

    private Optional<Shape> words(TypeElement element, Element at) {
        List<String> words = element.getEnclosedElements().stream()
                .filter(enclosed -> enclosed.getKind() == ElementKind.ENUM_CONSTANT)
                .map(constant -> KebabCase.ofConstant(constant.getSimpleName().toString()))
                .toList();
        for (String word : words) {
            if (!KebabCase.matches(word)) {
                refusals.refuse(
                        at, "the word '" + word + "' of " + element + " is not kebab case; rename its constant");
                return Optional.empty();
            }
        }
        return Optional.of(new Shape.Word(words));
    }

    private Optional<Shape> choice(TypeElement family, Element at) {
        List<Structure> forms = new ArrayList<>();
        for (TypeElement element : declared(family)) {
            if (element.getKind() != ElementKind.RECORD) {
                refusals.refuse(at, element + " is not a record; let " + family + " permit records only");
                return Optional.empty();
            }
            Optional<Structure> form = records.read(element, at);
            if (form.isEmpty()) {
                return Optional.empty();
            }
            forms.add(form.get());
        }
        Choice choice = new Choice(forms);
        Optional<String> alike = ChoiceRules.undecided(choice);
        alike.ifPresent(why -> refusals.refuse(at, why));
        return alike.isPresent() ? Optional.empty() : Optional.of(choice);
    }

    /** What a family permits, as it stands in the source: compilers list it in orders of their own. */
    private static List<TypeElement> declared(TypeElement family) {
        List<? extends Element> enclosed = family.getEnclosedElements();
        return family.getPermittedSubclasses().stream()
                .map(permitted -> (TypeElement) ((DeclaredType) permitted).asElement())
                .sorted(Comparator.comparingInt(enclosed::indexOf))
                .toList();
    }

    private Optional<Shape> unsupported(TypeMirror type, Element at) {
        refusals.refuse(at, "the type " + type + " cannot be configured; " + SUPPORTED);
        return Optional.empty();
    }

    private static String named(TypeMirror type) {
        return type instanceof DeclaredType declared
                ? ((TypeElement) declared.asElement()).getQualifiedName().toString()
                : type.toString();
    }
}
