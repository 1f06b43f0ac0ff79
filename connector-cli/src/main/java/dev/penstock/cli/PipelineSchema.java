package dev.penstock.cli;

import dev.penstock.engine.config.PipelineFile;
import dev.penstock.host.ConnectorKind.Direction;
import dev.penstock.runtime.plugin.Installed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema of pipeline files for a set of connectors: the name after {@code connector:} decides what {@code config} may
 * hold.
 */
final class PipelineSchema {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final List<Installed> connectors;
    private final Map<String, Object> definitions = new LinkedHashMap<>();

    private PipelineSchema(List<Installed> connectors) {
        this.connectors = connectors;
    }

    /** The schema; of several versions of a connector the first in the list counts for its plain name. */
    static Map<String, Object> of(List<Installed> connectors) {
        return new PipelineSchema(connectors).schema();
    }

    private Map<String, Object> schema() {
        definitions.put(
                "reference",
                Map.of(
                        "description",
                        "A reference that is resolved when the pipeline starts: ${env:NAME}, ${env:NAME:-default} or"
                                + " ${file:PATH}",
                        "type",
                        "string",
                        "pattern",
                        "\\$\\{[a-z-]+:[^}]+\\}"));
        for (Direction direction : Direction.values()) {
            definitions.put(direction.text(), component(direction));
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", DIALECT);
        schema.put("title", "Penstock pipeline");
        schema.putAll(RecordSchema.of(PipelineFile.class));
        schema.put("$defs", definitions);
        return schema;
    }

    private Map<String, Object> component(Direction direction) {
        List<Object> rules = new ArrayList<>();
        Map<String, Object> summaries = new LinkedHashMap<>();
        for (Installed connector : connectors) {
            if (connector.kind().direction() == direction) {
                boolean newest = summaries.putIfAbsent(
                                connector.name(), connector.index().summary())
                        == null;
                rules.add(rule(connector, direction, newest));
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put(
                "properties",
                Map.of("connector", connector(summaries), "config", Map.of("description", "The connector's own keys")));
        schema.put("required", List.of("connector"));
        schema.put("additionalProperties", false);
        if (!rules.isEmpty()) {
            schema.put("allOf", rules);
        }
        return schema;
    }

    /** Each name by itself, so that an editor shows what the connector does; then those with a version. */
    private static Map<String, Object> connector(Map<String, Object> summaries) {
        List<Object> names = new ArrayList<>();
        summaries.forEach((name, summary) -> names.add(Map.of("const", name, "description", summary)));
        names.add(Map.of("type", "string", "pattern", "^(" + String.join("|", summaries.keySet()) + ")@.+$"));
        return Map.of("description", "The connector's name, with @VERSION if several are installed", "anyOf", names);
    }

    private Map<String, Object> rule(Installed connector, Direction direction, boolean newest) {
        String definition = direction.text() + "-" + connector.reference();
        Map<String, Object> config = new LinkedHashMap<>(connector.index().schema());
        config.remove("$schema");
        if (config.remove("$defs") instanceof Map<?, ?> shared) {
            shared.forEach((name, schema) -> definitions.putIfAbsent(String.valueOf(name), schema));
        }
        boolean mayBeEmpty = !(config.get("required") instanceof List<?> required) || required.isEmpty();
        definitions.put(definition, mayBeEmpty ? Map.of("anyOf", List.of(config, Map.of("type", "null"))) : config);
        List<String> references =
                newest ? List.of(connector.name(), connector.reference()) : List.of(connector.reference());
        Map<String, Object> then = new LinkedHashMap<>();
        then.put("properties", Map.of("config", Map.of("$ref", "#/$defs/" + definition)));
        if (!mayBeEmpty) {
            then.put("required", List.of("config"));
        }
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put(
                "if",
                Map.of(
                        "properties",
                        Map.of("connector", Map.of("enum", references)),
                        "required",
                        List.of("connector")));
        rule.put("then", then);
        return rule;
    }
}
