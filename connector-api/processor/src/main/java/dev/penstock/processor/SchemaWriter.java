package dev.penstock.processor;

import static dev.penstock.processor.Shape.Field.given;

import dev.penstock.api.config.Option;
import dev.penstock.processor.Shape.Choice;
import dev.penstock.processor.Shape.Field;
import dev.penstock.processor.Shape.Structure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes a config as JSON Schema, draft 2020-12. */
final class SchemaWriter {
    private SchemaWriter() {}

    static Map<String, Object> document(String title, String summary, Structure config) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", title);
        schema.put("description", summary);
        schema.putAll(structure(config));
        schema.put("$defs", Map.of("reference", ScalarSchema.REFERENCE_DEFINITION));
        return schema;
    }

    private static Map<String, Object> structure(Structure structure) {
        if (structure.inline()) {
            return field(structure.fields().get(0));
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        List<Object> renamed = new ArrayList<>();
        for (Field field : structure.fields()) {
            properties.put(field.key(), field(field));
            for (String former : field.option().formerly()) {
                properties.put(former, former(field));
            }
            if (field.required() && field.names().size() == 1) {
                required.add(field.key());
            } else if (field.names().size() > 1) {
                renamed.add(oneName(field));
            }
        }
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (!renamed.isEmpty()) {
            schema.put("allOf", renamed);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    /** Under one of its names: exactly one if it is required, at most one otherwise. */
    private static Map<String, Object> oneName(Field field) {
        List<Object> names = new ArrayList<>();
        field.names().forEach(name -> names.add(Map.of("required", List.of(name))));
        if (!field.required()) {
            names.add(Map.of("not", Map.of("anyOf", List.copyOf(names))));
        }
        return Map.of("oneOf", names);
    }

    private static Map<String, Object> former(Field field) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", "Earlier name of '" + field.key() + "'");
        schema.put("deprecated", true);
        schema.putAll(shape(field.shape(), field.option()));
        return schema;
    }

    private static Map<String, Object> field(Field field) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", field.option().value());
        schema.putAll(shape(field.shape(), field.option()));
        if (field.hasFallback()) {
            schema.put("default", DefaultValue.of(field.shape(), field.option().fallback()));
        }
        if (given(field.option().example()) && InlineRules.single(field.shape())) {
            schema.put(
                    "examples",
                    List.of(DefaultValue.of(field.shape(), field.option().example())));
        }
        return schema;
    }

    /** The schema of a shape; the rules are those of its component, or null inside of lists and maps. */
    private static Map<String, Object> shape(Shape shape, @Nullable Option rules) {
        return switch (shape.kind()) {
            case SINGLE -> ScalarSchema.of(((Shape.Single) shape).scalar(), rules, true);
            case WORD -> ScalarSchema.orReference(List.of(Map.of("enum", ((Shape.Word) shape).words())));
            case STRUCTURE -> structure((Structure) shape);
            case CHOICE -> choice((Choice) shape);
            case LISTING -> several("array", "items", "Items", ((Shape.Listing) shape).element(), rules);
            case MAPPING ->
                several("object", "additionalProperties", "Properties", ((Shape.Mapping) shape).value(), rules);
        };
    }

    private static Map<String, Object> choice(Choice choice) {
        return Map.of(
                "oneOf", choice.forms().stream().map(SchemaWriter::structure).toList());
    }

    private static Map<String, Object> several(
            String type, String key, String counted, Shape element, @Nullable Option rules) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        schema.put(
                key,
                element instanceof Shape.Single single
                        ? ScalarSchema.of(single.scalar(), rules, false)
                        : shape(element, null));
        if (rules != null && given(rules.min())) {
            schema.put("min" + counted, Scalar.INT.json(rules.min()));
        }
        if (rules != null && given(rules.max())) {
            schema.put("max" + counted, Scalar.INT.json(rules.max()));
        }
        return schema;
    }
}
