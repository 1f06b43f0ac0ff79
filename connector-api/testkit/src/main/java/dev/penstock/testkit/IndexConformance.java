package dev.penstock.testkit;

import dev.penstock.api.ApiVersion;
import dev.penstock.api.config.KebabCase;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The index that a host reads instead of scanning is there, and says what the classes say. */
public interface IndexConformance extends Conformance {
    /** The connector is in its jar's index, with its config, and for an API that hosts have. */
    @Test
    default void isInTheIndex() {
        try (Lab lab = new Lab(this)) {
            Index index = Index.of(connector());
            Map<String, Object> entry = index.entry(connector());
            lab.check(
                    entry != null,
                    Paragraph.CONNECTOR,
                    connector().getName() + " in META-INF/penstock/connectors.json, which the processor writes",
                    () -> index.problem());
            Map<String, Object> found = Objects.requireNonNull(entry);
            lab.check(
                    lab.subject().configType().getName().equals(found.get("config")),
                    Paragraph.CONNECTOR,
                    "the config " + lab.subject().configType().getName(),
                    () -> "the index says " + found.get("config") + "; compile again");
            lab.check(
                    ApiVersion.CURRENT.accepts(index.api()),
                    Paragraph.CONNECTOR,
                    "an API that " + ApiVersion.CURRENT + " accepts",
                    () -> "the index says " + index.api());
        }
    }

    /** The schema has the keys of the record, and the required ones are required. */
    @Test
    default void theSchemaAgreesWithTheRecord() {
        try (Lab lab = new Lab(this)) {
            Map<String, Object> entry = Index.of(connector()).entry(connector());
            NotApplicable.unless(entry != null, "the connector is not in the index, which another test says");
            Map<?, ?> schema = (Map<?, ?>) Objects.requireNonNull(entry).getOrDefault("schema", Map.of());
            Set<String> keys = new TreeSet<>();
            Set<String> required = new TreeSet<>();
            for (RecordComponent component : lab.subject().configType().getRecordComponents()) {
                String key = KebabCase.ofComponent(component.getName());
                keys.add(key);
                if (Components.required(component)) {
                    required.add(key);
                }
            }
            Set<String> described =
                    Index.texts(schema.get("properties") instanceof Map<?, ?> map ? map.keySet() : null);
            Set<String> demanded = Index.texts(schema.get("required") instanceof List<?> list ? list : null);
            lab.check(
                    described.containsAll(keys) && required.containsAll(demanded),
                    Paragraph.OPTION,
                    "a schema with the keys " + keys + ", of which are required " + required,
                    () -> "keys " + described + ", required " + demanded + "; compile again");
        }
    }

    /** The abilities in the index are those of the class. */
    @Test
    default void theIndexNamesItsAbilities() {
        try (Lab lab = new Lab(this)) {
            Map<String, Object> entry = Index.of(connector()).entry(connector());
            NotApplicable.unless(entry != null, "the connector is not in the index, which another test says");
            Set<String> named =
                    Index.texts(Objects.requireNonNull(entry).get("abilities") instanceof List<?> list ? list : null);
            Set<String> has = Index.abilities(connector());
            lab.check(
                    named.equals(has),
                    Paragraph.CONNECTOR,
                    "the abilities of the class: " + has,
                    () -> "the index says " + named + "; compile again");
        }
    }
}
