package dev.penstock.cli;

import dev.penstock.api.config.DataSize;
import dev.penstock.api.config.KebabCase;
import dev.penstock.api.config.Option;
import dev.penstock.engine.config.PipelineFile;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema of the records that a pipeline file is bound to. Connectors bring the schemas of their own; these records have
 * none, for no annotation processor sees them.
 */
final class RecordSchema {
    /** A reference such as {@code ${env:NAME}} may stand where a text of a certain form is wanted. */
    static final Map<String, Object> REFERENCE = Map.of("$ref", "#/$defs/reference");

    private static final String DURATION = "^(P[0-9DTHMS.]+|([0-9]+(d|h|m|s|ms))+)$";
    private static final String SIZE = "^[0-9]+ *(B|[KMGT]iB|[kKMGT]B)?$";

    private RecordSchema() {}

    static Map<String, Object> of(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Option option = component.getAnnotation(Option.class);
            String key = KebabCase.ofComponent(component.getName());
            properties.put(key, described(value(component, option), option));
            boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                    || (option != null && given(option.fallback()));
            if (!optional) {
                required.add(key);
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> described(Map<String, Object> value, @Nullable Option option) {
        Map<String, Object> schema = new LinkedHashMap<>();
        if (option != null) {
            schema.put("description", option.value());
        }
        schema.putAll(value);
        if (option != null && given(option.fallback()) && !option.fallback().isEmpty()) {
            schema.put("default", option.fallback());
        }
        return schema;
    }

    private static Map<String, Object> value(RecordComponent component, @Nullable Option option) {
        Class<?> type = component.getType();
        if (type == PipelineFile.Component.class) {
            return Map.of("$ref", "#/$defs/" + place(component.getName()));
        }
        if (type.isRecord() && type != DataSize.class) {
            return of(type);
        }
        if (type.isEnum()) {
            return orReference(Map.of(
                    "enum",
                    Arrays.stream(type.getEnumConstants())
                            .map(each ->
                                    each.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .toList()));
        }
        if (type == int.class || type == long.class) {
            return orReference(whole(option));
        }
        if (type == boolean.class) {
            return orReference(Map.of("type", "boolean"));
        }
        if (type == Duration.class) {
            return orReference(Map.of("type", "string", "pattern", DURATION));
        }
        if (type == DataSize.class) {
            return orReference(
                    List.of(Map.of("type", "string", "pattern", SIZE), Map.of("type", "integer", "minimum", 0)));
        }
        if (type == String.class && option != null && given(option.pattern())) {
            return orReference(Map.of("type", "string", "pattern", "^(?:" + option.pattern() + ")$"));
        }
        return Map.of(); // anything, rather than marking in red what is right
    }

    /** Whose connectors may stand there. */
    private static String place(String component) {
        return switch (component) {
            case "source", "state" -> component;
            default -> "sink"; // a dead-letter block is one too
        };
    }

    private static Map<String, Object> whole(@Nullable Option option) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "integer");
        if (option != null && given(option.min())) {
            schema.put("minimum", Long.valueOf(option.min()));
        }
        if (option != null && given(option.max())) {
            schema.put("maximum", Long.valueOf(option.max()));
        }
        return schema;
    }

    private static Map<String, Object> orReference(Map<String, Object> value) {
        return orReference(List.of(value));
    }

    private static Map<String, Object> orReference(List<Map<String, Object>> values) {
        List<Object> any = new ArrayList<>(values);
        any.add(REFERENCE);
        return Map.of("anyOf", any);
    }

    private static boolean given(String value) {
        return !value.equals(Option.NONE);
    }
}
