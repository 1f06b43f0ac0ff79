package dev.penstock.functions;

import com.fasterxml.jackson.jr.ob.JSON;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The OpenAPI document of the admin API, and what is wrong with an answer by it. */
final class AdminDocument {
    private final Map<?, ?> document;

    AdminDocument() throws IOException {
        Path file = Path.of(Objects.requireNonNull(System.getProperty("penstock.checkout")))
                .resolve("docs/reference/admin-openapi.yaml");
        document = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }

    private Map<?, ?> paths() {
        return map(document, "paths");
    }

    Set<String> pathNames() {
        Set<String> names = new TreeSet<>();
        paths().keySet().forEach(name -> names.add(name.toString()));
        return names;
    }

    /** {@code METHOD path status}, for each answer of each operation with that tag. */
    Set<String> answers(String tag) {
        Set<String> answers = new TreeSet<>();
        paths().forEach((path, item) -> ((Map<?, ?>) item).forEach((method, operation) -> {
            if (operation instanceof Map<?, ?> map && list(map, "tags").contains(tag)) {
                map(map, "responses")
                        .keySet()
                        .forEach(status -> answers.add(name(method.toString(), path.toString()) + " " + status));
            }
        }));
        return answers;
    }

    /** The values that a property of a schema may have. */
    Set<String> words(String schema, String property) {
        Map<?, ?> found = document;
        for (String step : List.of("components", "schemas", schema, "properties", property)) {
            found = map(found, step);
        }
        Set<String> words = new TreeSet<>();
        list(found, "enum").forEach(word -> words.add(word.toString()));
        return words;
    }

    static String name(String method, String path) {
        return method.toUpperCase(Locale.ROOT) + " " + path;
    }

    /** What is wrong with an answer, media type and headers included; empty when nothing is. */
    List<String> problems(String method, String path, HttpResponse<String> answer) throws IOException {
        Map<?, ?> operation = map(map(paths(), path), method);
        Object found = map(operation, "responses").get(String.valueOf(answer.statusCode()));
        Map<?, ?> response = resolve((Map<?, ?>) found);
        if (response == null) {
            return List.of("the status " + answer.statusCode() + " is not in the document");
        }
        Map<?, ?> content = map(response, "content");
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        if (!content.containsKey(type)) {
            return List.of("the type " + type + " is not in the document");
        }
        if (response.get("headers") instanceof Map<?, ?> headers) {
            for (Object header : headers.keySet()) {
                if (answer.headers().firstValue(header.toString()).isEmpty()) {
                    return List.of("no header " + header);
                }
            }
        }
        if (!type.equals("application/json")) {
            return List.of();
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("components", document.get("components")); // where its references lead
        schema.put("allOf", List.of(map(map(content, type), "schema")));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JSON.std.asString(schema), InputFormat.JSON)
                .validate(answer.body(), InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }

    private @Nullable Map<?, ?> resolve(@Nullable Map<?, ?> value) {
        if (value == null || !(value.get("$ref") instanceof String reference)) {
            return value;
        }
        Map<?, ?> found = document;
        for (String step : reference.substring(2).split("/")) {
            found = map(found, step);
        }
        return found;
    }

    private static Map<?, ?> map(Map<?, ?> parent, String key) {
        return (Map<?, ?>) Objects.requireNonNull(parent.get(key), key);
    }

    private static List<?> list(Map<?, ?> parent, String key) {
        return (List<?>) Objects.requireNonNull(parent.get(key), key);
    }
}
