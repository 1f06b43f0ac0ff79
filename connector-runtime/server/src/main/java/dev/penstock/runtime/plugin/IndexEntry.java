package dev.penstock.runtime.plugin;

import dev.penstock.host.ConnectorKind;
import java.util.List;
import java.util.Map;

/**
 * What the index of a jar says about one connector.
 *
 * @param name what a pipeline file says after {@code connector:}
 * @param kind what it is
 * @param className its class
 * @param configName the class of its config record
 * @param summary one sentence
 * @param abilities the optional interfaces it implements, as the index writes them
 * @param services interfaces that libraries in the plugin directory may implement for it
 * @param options its config keys, as the index describes them
 * @param schema the JSON Schema of its config
 */
public record IndexEntry(
        String name,
        ConnectorKind kind,
        String className,
        String configName,
        String summary,
        List<String> abilities,
        List<String> services,
        List<Map<String, Object>> options,
        Map<String, Object> schema) {
    public IndexEntry {
        abilities = List.copyOf(abilities);
        services = List.copyOf(services);
        options = List.copyOf(options);
    }
}
