package dev.penstock.cli.scaffold.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the items of a list.
 *
 * @param id the field that names one
 * @param number whether that field is a number
 * @param uuid whether it is a UUID
 * @param time the field that says when it happened; empty where there is none
 * @param text a field that holds any text, for the tests
 * @param example one of them
 */
record ItemGuess(String id, boolean number, boolean uuid, String time, String text, Map<String, Object> example) {
    private static final List<String> IDS =
            List.of("id", "uuid", "guid", "key", "uid", "identifier", "number", "sku", "name");
    private static final List<String> TIMES = List.of(
            "updatedat",
            "updated",
            "modifiedat",
            "lastmodified",
            "lastmodifiedat",
            "updatedon",
            "createdat",
            "created",
            "createdon",
            "timestamp",
            "occurredat",
            "time",
            "datetime",
            "date");

    /**
     * Guesses.
     *
     * @param wanted the field that names an item, said by the user; null: guess
     * @throws IllegalArgumentException with a message for the user when it cannot be guessed
     */
    static ItemGuess of(Document document, Operation operation, @Nullable String wanted) {
        Map<String, Map<?, ?>> properties = document.properties(operation.item());
        String id = wanted == null ? idField(document, operation.item()) : wanted;
        if (id == null) {
            throw new IllegalArgumentException("no field of the items of " + JavaText.shown(operation.name())
                    + " looks like an id; name the one that differs for each item and never changes: --id FIELD"
                    + (properties.isEmpty() ? "" : ", of " + JavaText.shown(String.join(", ", properties.keySet()))));
        }
        Map<?, ?> schema = properties.getOrDefault(id, Map.of());
        String type = document.type(schema);
        String time = timeField(document, properties);
        Map<String, Object> example = new LinkedHashMap<>();
        if (new Example(document).of(operation.item()) instanceof Map<?, ?> made) {
            made.forEach((name, value) -> example.put(String.valueOf(name), value == null ? "" : value));
        }
        return new ItemGuess(
                id,
                type.equals("integer") || type.equals("number"),
                Document.text(schema, "format").equals("uuid"),
                time,
                textField(document, properties, id),
                example);
    }

    /** The field that looks like an id; null where none does. */
    static @Nullable String idField(Document document, Map<?, ?> item) {
        Map<String, Map<?, ?>> properties = document.properties(item);
        for (String name : IDS) {
            for (Map.Entry<String, Map<?, ?>> each : properties.entrySet()) {
                if (Paging.plain(each.getKey()).equals(name) && scalar(document, each.getValue())) {
                    return each.getKey();
                }
            }
        }
        return properties.entrySet().stream()
                .filter(each -> each.getKey().matches(".*([a-z]Id|_id|ID)") && scalar(document, each.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private static boolean scalar(Document document, Map<?, ?> schema) {
        return document.type(schema).matches("string|integer|number|");
    }

    private static String timeField(Document document, Map<String, Map<?, ?>> properties) {
        for (String name : TIMES) {
            for (Map.Entry<String, Map<?, ?>> each : properties.entrySet()) {
                if (Paging.plain(each.getKey()).equals(name) && scalar(document, each.getValue())) {
                    return each.getKey();
                }
            }
        }
        return properties.entrySet().stream()
                .filter(each -> Document.text(each.getValue(), "format").equals("date-time"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    /** One whose values nothing restricts; without any the tests add a field of their own. */
    private static String textField(Document document, Map<String, Map<?, ?>> properties, String id) {
        return properties.entrySet().stream()
                .filter(each -> document.type(each.getValue()).equals("string")
                        && !each.getKey().equals(id))
                .filter(each -> List.of("format", "enum", "pattern", "maxLength", "const").stream()
                        .allMatch(key -> each.getValue().get(key) == null))
                .filter(each -> !TIMES.contains(Paging.plain(each.getKey())))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("value");
    }
}
