package dev.penstock.engine.config;

import dev.penstock.api.config.KebabCase;
import dev.penstock.api.config.Secret;
import dev.penstock.engine.config.Binder.References;
import dev.penstock.engine.config.ConfigNode.Text;
import dev.penstock.engine.config.ReferenceText.Resolved;
import dev.penstock.engine.config.Scalars.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Binds what stands in a file as one text: resolves references, reads the type, checks bounds. */
final class ScalarBinder {
    private final References references;
    private final Problems problems;

    ScalarBinder(References references, Problems problems) {
        this.references = references;
        this.problems = problems;
    }

    static boolean knows(Class<?> type) {
        return type.isEnum() || Scalars.of(type) != null;
    }

    Object bind(Class<?> type, ConfigNode node, Slot slot) {
        Scalar scalar = type.isEnum() ? words(type) : Scalars.of(type);
        if (scalar == null) {
            throw new IllegalStateException(type.getName() + " is not a scalar");
        }
        if (!(node instanceof Text text)) {
            problems.error(
                    node.at(),
                    slot.path(),
                    Words.found(node) + " stands here, but " + scalar.wanted() + " is wanted",
                    scalar.fix());
            return Binding.INVALID;
        }
        Resolved resolved = ReferenceText.resolve(text.text(), references, type == Secret.class);
        if (!resolved.faults().isEmpty()) {
            for (ReferenceText.Fault fault : resolved.faults()) {
                problems.error(node.at(), slot.path(), fault.message(), fault.fix());
            }
            return Binding.INVALID;
        }
        hide(resolved, type);
        return read(type, scalar, resolved, node, slot);
    }

    private Object read(Class<?> type, Scalar scalar, Resolved resolved, ConfigNode node, Slot slot) {
        Object value = scalar.read(resolved.text());
        if (!resolved.complete()) {
            // what stands there will be judged where the value is known
            return value == null ? scalar.parse().apply(scalar.sample()) : value;
        }
        if (value == null) {
            problems.error(
                    node.at(),
                    slot.path(),
                    Words.value(resolved, type) + " is not " + scalar.wanted(),
                    fix(type, scalar, resolved));
            return Binding.INVALID;
        }
        Optional<String> broken = Bounds.broken(slot, scalar, value, resolved.text());
        if (broken.isPresent()) {
            problems.error(node.at(), slot.path(), Words.value(resolved, type) + " " + broken.get(), "");
            return Binding.INVALID;
        }
        return value;
    }

    private void hide(Resolved resolved, Class<?> type) { // I7
        for (int i = 0; i < resolved.names().size(); i++) {
            problems.hide(
                    resolved.values().get(i), "the value of " + resolved.names().get(i));
        }
        if (type == Secret.class) {
            problems.hide(resolved.text(), "******");
        }
    }

    private static Scalar words(Class<?> type) {
        Map<String, Object> words = constants(type);
        String sample = words.keySet().iterator().next();
        return new Scalar("one of the known words", "write " + String.join(", ", words.keySet()), sample, text -> {
            Object constant = words.get(text.strip());
            if (constant == null) {
                throw new IllegalArgumentException(text);
            }
            return constant;
        });
    }

    private static String fix(Class<?> type, Scalar scalar, Resolved resolved) {
        if (!type.isEnum() || resolved.viaReference()) {
            return scalar.fix();
        }
        return NearestKey.to(resolved.text(), constants(type).keySet())
                .map(near -> "did you mean '" + near + "'? " + scalar.fix())
                .orElse(scalar.fix());
    }

    private static Map<String, Object> constants(Class<?> type) {
        Map<String, Object> words = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            words.put(KebabCase.ofConstant(((Enum<?>) constant).name()), constant);
        }
        return words;
    }
}
