package dev.penstock.processor;

import static dev.penstock.processor.Shape.Field.given;

import dev.penstock.processor.Shape.Field;
import dev.penstock.processor.Shape.Structure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Describes a config for a reference page: all keys with their rules, nested as they are. */
final class ReferenceData {
    private ReferenceData() {}

    static List<Map<String, Object>> options(Structure structure) {
        return structure.fields().stream().map(ReferenceData::option).toList();
    }

    /** The keys a record once had. */
    static List<Map<String, Object>> removed(Structure structure) {
        return structure.removed().entrySet().stream()
                .map(entry -> {
                    Map<String, Object> key = new LinkedHashMap<>();
                    key.put("key", entry.getKey());
                    key.put("instead", entry.getValue());
                    return key;
                })
                .toList();
    }

    private static Map<String, Object> option(Field field) {
        Map<String, Object> option = new LinkedHashMap<>();
        option.put("key", field.key());
        option.putAll(type(field.shape()));
        option.put("required", field.required());
        put(option, "fallback", field.option().fallback());
        option.put("description", field.option().value());
        put(option, "min", field.option().min());
        put(option, "max", field.option().max());
        put(option, "pattern", field.option().pattern());
        put(option, "example", field.option().example());
        if (field.option().formerly().length > 0) {
            option.put("formerly", List.of(field.option().formerly()));
        }
        return option;
    }

    private static Map<String, Object> type(Shape shape) {
        Map<String, Object> type = new LinkedHashMap<>();
        type.put("type", word(shape));
        if (shape instanceof Shape.Word word) {
            type.put("choices", word.words());
        } else if (shape instanceof Structure structure) {
            type.putAll(structure(structure));
        } else if (shape instanceof Shape.Choice choice) {
            type.put("forms", choice.forms().stream().map(ReferenceData::form).toList());
        } else if (shape instanceof Shape.Listing list) {
            type.put("items", type(list.element()));
        } else if (shape instanceof Shape.Mapping map) {
            type.put("values", type(map.value()));
        }
        return type;
    }

    private static Map<String, Object> form(Structure structure) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("name", structure.name());
        form.put("inline", structure.inline());
        form.putAll(structure(structure));
        return form;
    }

    private static Map<String, Object> structure(Structure structure) {
        Map<String, Object> nested = new LinkedHashMap<>();
        nested.put("options", options(structure));
        if (!structure.removed().isEmpty()) {
            nested.put("removed", removed(structure));
        }
        return nested;
    }

    private static String word(Shape shape) {
        return switch (shape.kind()) {
            case SINGLE -> ((Shape.Single) shape).scalar().word();
            case WORD -> "one word of several";
            case STRUCTURE -> "mapping";
            case CHOICE -> "one form of several";
            case LISTING -> "list of " + word(((Shape.Listing) shape).element());
            case MAPPING -> "map to " + word(((Shape.Mapping) shape).value());
        };
    }

    private static void put(Map<String, Object> option, String name, String value) {
        if (given(value)) {
            option.put(name, value);
        }
    }
}
