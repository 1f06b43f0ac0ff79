package dev.penstock.processor;

import dev.penstock.api.config.KebabCase;
import dev.penstock.processor.Shape.Structure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One connector of the index.
 *
 * @param name what a pipeline file says
 * @param kind source or sink, and which
 * @param type binary name of the class
 * @param config binary name of the config record
 * @param summary one sentence
 * @param abilities words for the optional interfaces
 * @param services binary names of the interfaces that libraries may implement for it
 * @param structure the config's keys
 */
record ConnectorEntry(
        String name,
        ConnectorKind kind,
        String type,
        String config,
        String summary,
        List<String> abilities,
        List<String> services,
        Structure structure) {

    Map<String, Object> json() {
        String kindWord = KebabCase.ofConstant(kind.name());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("kind", kindWord);
        json.put("class", type);
        json.put("config", config);
        json.put("summary", summary);
        json.put("abilities", abilities);
        if (!services.isEmpty()) {
            json.put("services", services);
        }
        json.put("options", ReferenceData.options(structure));
        if (!structure.removed().isEmpty()) {
            json.put("removed", ReferenceData.removed(structure));
        }
        json.put("schema", SchemaWriter.document(name + " " + kindWord.replace('-', ' '), summary, structure));
        return json;
    }
}
