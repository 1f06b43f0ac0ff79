package dev.penstock.processor;

import static dev.penstock.processor.Shape.Field.given;

import dev.penstock.api.config.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The schema of a value that is one text; wherever one may stand, a reference may stand too. */
final class ScalarSchema {
    private static final String REFERENCE = "\\$\\{(env|file):[^}]+\\}";
    private static final String DURATION =
            "^([0-9]+d([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?|[0-9]+h([0-9]+m)?([0-9]+s)?([0-9]+ms)?"
                    + "|[0-9]+m([0-9]+s)?([0-9]+ms)?|[0-9]+s([0-9]+ms)?|[0-9]+ms|P[0-9DTHMS.]+)$";
    private static final String SIZE = "^[0-9]+ *(B|[KMGT]iB|[kKMGT]B)?$";

    /** What {@code #/$defs/reference} says. */
    static final Map<String, Object> REFERENCE_DEFINITION = ordered(
            "description",
            "A reference that is resolved when the pipeline starts: ${env:NAME}, ${env:NAME:-default} or ${file:PATH}",
            "type",
            "string",
            "pattern",
            REFERENCE);

    private ScalarSchema() {}

    /**
     * The schema of a scalar.
     *
     * @param rules bounds and pattern, or null
     * @param bounded whether min and max are meant for this value, not for the list around it
     */
    static Map<String, Object> of(Scalar scalar, @Nullable Option rules, boolean bounded) {
        Option bounds = bounded ? rules : null;
        Map<String, Object> schema =
                switch (scalar) {
                    case TEXT -> text(ordered("type", "string"), rules);
                    case PATH, SECRET -> text(ordered("type", "string", "minLength", 1), rules);
                    case URL -> text(ordered("type", "string", "format", "uri-reference", "minLength", 1), rules);
                    case TIME -> orReference(List.of(ordered("type", "string", "format", "date-time")));
                    case BOOLEAN -> orReference(List.of(ordered("type", "boolean")));
                    case INT, LONG -> orReference(List.of(ranged(ordered("type", "integer"), scalar, bounds)));
                    case NUMBER -> orReference(List.of(ranged(ordered("type", "number"), scalar, bounds)));
                    case DURATION -> orReference(List.of(ordered("type", "string", "pattern", DURATION)));
                    case SIZE ->
                        orReference(List.of(
                                ordered("type", "string", "pattern", SIZE), ordered("type", "integer", "minimum", 0)));
                };
        if (scalar == Scalar.SECRET) {
            schema.put("writeOnly", true);
        }
        return schema;
    }

    /** One of these, or a reference. */
    static Map<String, Object> orReference(List<Map<String, Object>> values) {
        List<Object> any = new ArrayList<>(values);
        any.add(ordered("$ref", "#/$defs/reference"));
        return ordered("anyOf", any);
    }

    /** A text without a pattern takes references as it is. */
    private static Map<String, Object> text(Map<String, Object> schema, @Nullable Option rules) {
        if (rules == null || !given(rules.pattern())) {
            return schema;
        }
        schema.put("pattern", "^(?:" + rules.pattern() + ")$");
        return orReference(List.of(schema));
    }

    private static Map<String, Object> ranged(Map<String, Object> schema, Scalar scalar, @Nullable Option rules) {
        if (rules != null && given(rules.min())) {
            schema.put("minimum", scalar.json(rules.min()));
        }
        if (rules != null && given(rules.max())) {
            schema.put("maximum", scalar.json(rules.max()));
        }
        return schema;
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
