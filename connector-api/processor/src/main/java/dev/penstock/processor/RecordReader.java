package dev.penstock.processor;

import dev.penstock.api.config.Inline;
import dev.penstock.api.config.KebabCase;
import dev.penstock.api.config.Option;
import dev.penstock.api.config.Removed;
import dev.penstock.processor.Shape.Field;
import dev.penstock.processor.Shape.Structure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;

/** Reads the components of config records, nested ones included. */
final class RecordReader {
    private final TypeReader types;
    private final Refusals refusals;
    private final Nullness nullness;
    private final Deque<TypeElement> open = new ArrayDeque<>();

    RecordReader(Refusals refusals, Nullness nullness) {
        this.types = new TypeReader(this, refusals);
        this.refusals = refusals;
        this.nullness = nullness;
    }

    /** The record's structure, or empty when something in it was refused. */
    Optional<Structure> read(TypeElement record, Element at) {
        if (open.contains(record)) {
            refusals.refuse(at, record + " contains itself; a config cannot be recursive");
            return Optional.empty();
        }
        if (!record.getTypeParameters().isEmpty()) {
            refusals.refuse(at, record + " has type parameters; a config record cannot");
            return Optional.empty();
        }
        open.push(record);
        try {
            return structure(record);
        } finally {
            open.pop();
        }
    }

    private Optional<Structure> structure(TypeElement record) {
        List<Field> fields = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        boolean whole = true;
        for (RecordComponentElement component : record.getRecordComponents()) {
            Optional<Field> field = field(component);
            whole &= field.isPresent();
            if (field.isPresent()) {
                fields.add(field.get());
                field.get().names().forEach(name -> claim(name, keys, component));
                FieldRules.broken(field.get()).forEach(why -> refusals.refuse(component, why));
            }
        }
        Map<String, String> removed = removed(record, keys);
        Structure structure = new Structure(record.getSimpleName().toString(), fields, removed, isInline(record));
        if (structure.inline() && whole && !InlineRules.possible(structure)) {
            refusals.refuse(
                    record,
                    "an @Inline record has one component, a single value or a list of single values; change it");
            whole = false;
        }
        return whole ? Optional.of(structure) : Optional.empty();
    }

    private Optional<Field> field(RecordComponentElement component) {
        String key = KebabCase.ofComponent(component.getSimpleName().toString());
        Option option = component.getAnnotation(Option.class);
        if (option == null) {
            refusals.refuse(component, "the component has no @Option; describe it: @Option(\"What it is for\")");
            return Optional.empty();
        }
        if (option.value().isBlank()) {
            refusals.refuse(component, "the description is empty; say in one sentence what the key is for");
        }
        boolean nullable = nullness.nullable(component);
        if (nullable && component.asType().getKind().isPrimitive()) {
            refusals.refuse(
                    component, "a primitive cannot be @Nullable; use " + boxed(component) + " or give a fallback");
        }
        return types.read(component.asType(), component).map(shape -> new Field(key, shape, nullable, option));
    }

    private void claim(String key, Set<String> keys, Element at) {
        if (!KebabCase.matches(key)) {
            refusals.refuse(
                    at,
                    "the key '" + key
                            + "' is not kebab case; rename it to words of a-z and 0-9, as in maxWait: max-wait");
        }
        if (!keys.add(key)) {
            refusals.refuse(
                    at, "the key '" + key + "' is taken by another component or earlier name; rename one of them");
        }
    }

    private Map<String, String> removed(TypeElement record, Set<String> keys) {
        Map<String, String> removed = new LinkedHashMap<>();
        for (Removed old : record.getAnnotationsByType(Removed.class)) {
            claim(old.key(), keys, record);
            if (old.instead().isBlank()) {
                refusals.refuse(record, "the removed key '" + old.key() + "' says nothing; say what to do instead");
            }
            removed.put(old.key(), old.instead());
        }
        return removed;
    }

    private static boolean isInline(TypeElement record) {
        return record.getAnnotation(Inline.class) != null;
    }

    private static String boxed(RecordComponentElement component) {
        return switch (component.asType().getKind()) {
            case INT -> "Integer";
            case LONG -> "Long";
            case DOUBLE -> "Double";
            default -> "Boolean";
        };
    }
}
