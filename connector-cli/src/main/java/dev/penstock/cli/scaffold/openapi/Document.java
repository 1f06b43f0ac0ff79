package dev.penstock.cli.scaffold.openapi;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An OpenAPI 3 document: its nodes, with references inside the file followed and all others refused. */
final class Document {
    private static final int MOST_PROPERTIES = 500;

    private final Map<?, ?> root;

    private Document(Map<?, ?> root) {
        this.root = root;
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException with a message for the user when it is no OpenAPI 3.0 or 3.1
     */
    static Document read(Path file) throws IOException {
        Map<?, ?> root = DocumentReader.read(file);
        String version = String.valueOf(root.get("openapi"));
        if (!version.matches("3\\.[01](\\..*)?")) {
            throw new IllegalArgumentException(
                    root.get("swagger") == null
                            ? file + " is no OpenAPI 3.0 or 3.1 document: 'openapi' is " + version + "; convert it"
                            : file + " is Swagger " + root.get("swagger") + "; convert it to OpenAPI 3");
        }
        return new Document(root);
    }

    Map<?, ?> root() {
        return root;
    }

    /** The mapping at the end of these keys, references followed at each; empty where there is none. */
    Map<?, ?> map(@Nullable Object node, String... keys) {
        Map<?, ?> at = resolved(node);
        for (String key : keys) {
            at = resolved(at.get(key));
        }
        return at;
    }

    /** The list under the key, its references followed. */
    List<Map<?, ?>> maps(Map<?, ?> node, String key) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (node.get(key) instanceof List<?> list) {
            list.forEach(each -> maps.add(resolved(each)));
        }
        return maps;
    }

    static String text(Map<?, ?> node, String key) {
        Object value = node.get(key);
        return value == null || value instanceof Map || value instanceof List ? "" : value.toString();
    }

    private Map<?, ?> resolved(@Nullable Object node) {
        Object at = node;
        Set<String> seen = new HashSet<>();
        while (at instanceof Map<?, ?> map && map.get("$ref") instanceof String reference) {
            if (!reference.startsWith("#")) {
                throw new IllegalArgumentException("the reference '" + JavaText.shown(reference)
                        + "' leads out of the file, and nothing is fetched; put what it names into the file");
            }
            if (!seen.add(reference)) {
                throw new IllegalArgumentException(
                        "the reference '" + JavaText.shown(reference) + "' leads back to itself; mend it");
            }
            at = target(reference);
        }
        return at instanceof Map<?, ?> map ? map : Map.of();
    }

    private Object target(String reference) {
        Object at = root;
        for (String step : reference.substring(1).split("/", -1)) {
            if (step.isEmpty() && at == root) {
                continue;
            }
            String key = URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8)
                    .replace("~1", "/")
                    .replace("~0", "~");
            Object next = at instanceof Map<?, ?> map ? map.get(key) : null;
            if (next == null) {
                throw new IllegalArgumentException(
                        "the reference '" + JavaText.shown(reference) + "' leads to nothing; mend it");
            }
            at = next;
        }
        return at;
    }

    /** The properties of a schema, those of {@code allOf} included; of {@code oneOf} and {@code anyOf} those of the first. */
    Map<String, Map<?, ?>> properties(@Nullable Object schema) {
        Map<String, Map<?, ?>> properties = new LinkedHashMap<>();
        collect(resolved(schema), properties, Collections.newSetFromMap(new IdentityHashMap<>()));
        return properties;
    }

    private void collect(Map<?, ?> schema, Map<String, Map<?, ?>> properties, Set<Map<?, ?>> seen) {
        if (!seen.add(schema)) {
            return; // a schema that is made of itself has no more to tell
        }
        resolved(schema.get("properties")).forEach((name, property) -> {
            if (properties.size() < MOST_PROPERTIES) {
                properties.putIfAbsent(String.valueOf(name), resolved(property));
            }
        });
        maps(schema, "allOf").forEach(part -> collect(part, properties, seen));
        for (String choice : List.of("oneOf", "anyOf")) {
            maps(schema, choice).stream().limit(1).forEach(part -> collect(part, properties, seen));
        }
    }

    /** The type of a schema, of several (3.1) the first that is not null; guessed from its keys where it is not said. */
    String type(Map<?, ?> schema) {
        Object type = schema.get("type");
        if (type instanceof List<?> several) {
            type = several.stream()
                    .filter(each -> !"null".equals(each))
                    .findFirst()
                    .orElse(null);
        }
        if (type != null) {
            return type.toString();
        }
        if (schema.get("items") != null) {
            return "array";
        }
        if (schema.get("properties") != null) {
            return "object";
        }
        List<Map<?, ?>> parts = maps(schema, "allOf");
        return parts.isEmpty() ? "" : parts.stream().anyMatch(part -> part.get("properties") != null) ? "object" : "";
    }
}
