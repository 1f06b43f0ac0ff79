package dev.penstock.engine.config;

import dev.penstock.engine.config.ConfigNode.Mapping;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Binds a sealed interface of records: finds the one that the value was written for. */
final class ChoiceBinder {
    private final Binding binding;
    private final Problems problems;

    ChoiceBinder(Binding binding, Problems problems) {
        this.binding = binding;
        this.problems = problems;
    }

    /** One record of the family that is written as a mapping. */
    private record Form(Class<?> type, List<Property> properties) {
        Set<String> keys() {
            Set<String> keys = new HashSet<>();
            for (Property property : properties) {
                keys.add(property.key());
                keys.addAll(Arrays.asList(property.option().formerly()));
            }
            return keys;
        }

        long known(Mapping node) {
            Set<String> keys = keys();
            return node.entries().keySet().stream().filter(keys::contains).count();
        }

        long missing(Mapping node) {
            return properties.stream()
                    .filter(Property::required)
                    .filter(property -> node.get(property.key()) == null
                            && Arrays.stream(property.option().formerly()).noneMatch(old -> node.get(old) != null))
                    .count();
        }

        boolean fits(Mapping node) {
            return missing(node) == 0 && known(node) == node.entries().size();
        }

        String told() {
            String keys = properties.stream()
                    .map(property -> property.required() ? property.key() : "[" + property.key() + "]")
                    .collect(Collectors.joining(", "));
            return "{" + keys + "}";
        }
    }

    Object bind(Class<?> family, ConfigNode node, Slot slot) {
        List<Form> forms = new ArrayList<>();
        List<Class<?>> inline = new ArrayList<>();
        collect(family, forms, inline);
        if (node instanceof Mapping mapping) {
            Optional<Form> form = choose(forms, mapping);
            if (form.isPresent()) {
                return binding.record(form.get().type(), node, slot);
            }
        } else {
            for (Class<?> type : inline) {
                if (takesList(type) == (node.kind() == ConfigNode.Kind.LIST)) {
                    return binding.record(type, node, slot);
                }
            }
        }
        return refuse(forms, inline, node, slot);
    }

    private static void collect(Class<?> family, List<Form> forms, List<Class<?>> inline) {
        for (Class<?> type : family.getPermittedSubclasses()) {
            if (!type.isRecord()) {
                throw new IllegalStateException(type.getName() + " is not a record; " + family.getName()
                        + " may permit records only to be bound");
            }
            if (RecordBinder.inline(type)) {
                inline.add(type);
            } else {
                forms.add(new Form(type, Property.of(type)));
            }
        }
    }

    /** The form that fits, or else the only one with most of the given keys, whose problems are then told. */
    private static Optional<Form> choose(List<Form> forms, Mapping node) {
        Optional<Form> fitting = forms.stream().filter(form -> form.fits(node)).findFirst();
        if (fitting.isPresent()) {
            return fitting;
        }
        long most = forms.stream().mapToLong(form -> form.known(node)).max().orElse(0);
        List<Form> near = forms.stream()
                .filter(form -> most > 0 && form.known(node) == most)
                .toList();
        return near.size() == 1 ? Optional.of(near.get(0)) : Optional.empty();
    }

    private static boolean takesList(Class<?> inline) {
        Type type = inline.getRecordComponents()[0].getGenericType();
        return type instanceof ParameterizedType generic && generic.getRawType() == List.class;
    }

    /** The key that was probably meant by the first that looks like one. */
    private static String guess(List<Form> forms, ConfigNode node) {
        if (!(node instanceof Mapping mapping)) {
            return "";
        }
        Set<String> keys = new LinkedHashSet<>();
        forms.forEach(form -> form.properties().forEach(property -> keys.add(property.key())));
        return mapping.entries().keySet().stream()
                .filter(key -> !keys.contains(key))
                .flatMap(key -> NearestKey.to(key, keys).stream())
                .findFirst()
                .map(near -> "did you mean '" + near + "'? ")
                .orElse("");
    }

    private Object refuse(List<Form> forms, List<Class<?>> inline, ConfigNode node, Slot slot) {
        List<String> told = new ArrayList<>();
        inline.forEach(type -> told.add(takesList(type) ? "a list" : "a single value"));
        forms.forEach(form -> told.add(form.told()));
        String found = Words.found(node);
        if (node instanceof Mapping mapping) {
            found = mapping.entries().isEmpty()
                    ? "an empty mapping"
                    : "a mapping with "
                            + mapping.entries().keySet().stream()
                                    .map(Words::quoted)
                                    .collect(Collectors.joining(", "));
        }
        problems.error(
                node.at(),
                slot.path(),
                "none of the possible forms fits " + found,
                guess(forms, node) + "write " + String.join(" or ", told));
        return Binding.INVALID;
    }
}
