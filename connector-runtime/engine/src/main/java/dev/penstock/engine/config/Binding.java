package dev.penstock.engine.config;

import dev.penstock.engine.config.Binder.References;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of the binder: goes down types and values together and collects problems. */
final class Binding {
    /** Stands for a value that could not be bound; its problem is already told. */
    static final Object INVALID = new Object();

    private final Problems problems;
    private final ScalarBinder scalars;
    private final RecordBinder records;
    private final ChoiceBinder choices;

    Binding(References references, Problems problems) {
        this.problems = problems;
        this.scalars = new ScalarBinder(references, problems);
        this.records = new RecordBinder(this, problems);
        this.choices = new ChoiceBinder(this, problems);
    }

    /** The value of that type, or {@link #INVALID}. The node is never nothing. */
    Object bind(Type type, ConfigNode node, Slot slot) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return list(generic.getActualTypeArguments()[0], node, slot);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            return map(generic.getActualTypeArguments()[1], node, slot);
        }
        if (!(type instanceof Class<?> raw)) {
            throw unsupported(type);
        }
        if (raw == ConfigNode.Mapping.class) {
            return isMapping(node, slot) ? node : INVALID;
        }
        if (ScalarBinder.knows(raw)) {
            return scalars.bind(raw, node, slot);
        }
        if (raw.isRecord()) {
            return record(raw, node, slot);
        }
        if (raw.isSealed()) {
            return choices.bind(raw, node, slot);
        }
        throw unsupported(type);
    }

    /** A nested record: a mapping, or the bare value of its only component. */
    Object record(Class<?> type, ConfigNode node, Slot slot) {
        if (RecordBinder.inline(type)) {
            return records.bindInline(type, node, slot);
        }
        return isMapping(node, slot) ? records.bind(type, (ConfigNode.Mapping) node, slot) : INVALID;
    }

    /** The element, unless there is nothing. */
    private Object present(Type type, ConfigNode node, Slot slot) {
        if (node.kind() == ConfigNode.Kind.NOTHING) {
            problems.error(node.at(), slot.path(), "nothing stands here", "write a value, or remove the entry");
            return INVALID;
        }
        return bind(type, node, slot);
    }

    private Object list(Type element, ConfigNode node, Slot slot) {
        if (!(node instanceof ConfigNode.Listing listing)) {
            problems.error(
                    node.at(),
                    slot.path(),
                    Words.found(node) + " stands here, but a list is wanted",
                    Words.asList(node, element));
            return INVALID;
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < listing.items().size(); i++) {
            values.add(present(element, listing.items().get(i), slot.element(i)));
        }
        boolean counted = counted(values.size(), node, slot);
        return values.contains(INVALID) || !counted ? INVALID : Collections.unmodifiableList(values);
    }

    private Object map(Type value, ConfigNode node, Slot slot) {
        if (!isMapping(node, slot)) {
            return INVALID;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, ConfigNode> entry :
                ((ConfigNode.Mapping) node).entries().entrySet()) {
            values.put(entry.getKey(), present(value, entry.getValue(), slot.entry(entry.getKey())));
        }
        boolean counted = counted(values.size(), node, slot);
        return values.containsValue(INVALID) || !counted ? INVALID : Collections.unmodifiableMap(values);
    }

    private boolean counted(int count, ConfigNode node, Slot slot) {
        Optional<String> broken = Bounds.brokenCount(slot, count);
        if (broken.isPresent()) {
            problems.error(node.at(), slot.path(), "the number of entries is wrong: " + broken.get(), "");
        }
        return broken.isEmpty();
    }

    private boolean isMapping(ConfigNode node, Slot slot) {
        if (node.kind() == ConfigNode.Kind.MAPPING) {
            return true;
        }
        problems.error(
                node.at(),
                slot.path(),
                Words.found(node) + " stands here, but a mapping is wanted",
                "write its keys below, one per line, as in 'key: value'");
        return false;
    }

    private static IllegalStateException unsupported(Type type) {
        return new IllegalStateException(
                "config records cannot have the type " + type.getTypeName() + "; see @Option for those they can");
    }
}
