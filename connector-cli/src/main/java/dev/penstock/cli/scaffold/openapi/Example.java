package dev.penstock.cli.scaffold.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value that a schema describes: the document's own example, or one made from the schema. */
final class Example {
    private static final int DEEPEST = 5;

    private final Document document;
    private int left = 300;

    Example(Document document) {
        this.document = document;
    }

    /** Null where the schema allows nothing else that is short. */
    @Nullable
    Object of(@Nullable Object node) {
        return of(node, 0);
    }

    private @Nullable Object of(@Nullable Object node, int depth) {
        Map<?, ?> schema = document.map(node);
        if (--left < 0) {
            return null;
        }
        for (String key : List.of("example", "const", "default")) {
            if (schema.get(key) != null) {
                return schema.get(key);
            }
        }
        for (String key : List.of("examples", "enum")) {
            if (schema.get(key) instanceof List<?> several && !several.isEmpty()) {
                return several.get(0);
            }
        }
        return switch (document.type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> depth >= DEEPEST ? List.of() : List.of(orEmpty(of(schema.get("items"), depth + 1)));
            case "integer" -> schema.get("minimum") instanceof Number least ? least.longValue() : 1L;
            case "number" -> schema.get("minimum") instanceof Number least ? least : 1.5;
            case "boolean" -> true;
            case "string" -> string(schema);
            default -> document.properties(schema).isEmpty() ? null : object(schema, depth);
        };
    }

    private static Object orEmpty(@Nullable Object value) {
        return value == null ? "" : value;
    }

    private Map<String, Object> object(Map<?, ?> schema, int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (depth < DEEPEST) {
            document.properties(schema).forEach((name, property) -> {
                Object value = of(property, depth + 1);
                if (value != null) {
                    object.put(name, value);
                }
            });
        }
        return object;
    }

    private static String string(Map<?, ?> schema) {
        return switch (Document.text(schema, "format")) {
            case "date-time" -> "2026-01-02T03:04:05Z";
            case "date" -> "2026-01-02";
            case "time" -> "03:04:05Z";
            case "uuid" -> "00000000-0000-4000-8000-000000000001";
            case "uri", "url" -> "https://example.com/";
            case "email" -> "somebody@example.com";
            case "byte" -> "AA==";
            default -> {
                long least = schema.get("minLength") instanceof Number length ? Math.min(length.longValue(), 100) : 0;
                yield least > 4 ? "x".repeat((int) least) : "text";
            }
        };
    }
}
