package dev.penstock.cli.scaffold.openapi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An operation that answers a list.
 *
 * @param path where it is, with its parameters in braces
 * @param node the operation itself
 * @param parameters of the operation and of its path
 * @param response what it answers when all is well
 * @param answer the schema of the answer
 * @param items where in an answer the list is: steps from its top, none if it is the whole
 * @param item the schema of one of them
 */
record Operation(
        String path,
        Map<?, ?> node,
        List<Map<?, ?>> parameters,
        Map<?, ?> response,
        Map<?, ?> answer,
        List<String> items,
        Map<?, ?> item) {
    private static final List<String> LISTS =
            List.of("items", "data", "results", "value", "values", "records", "entries", "content", "list", "rows");

    /** As people name it: {@code GET /orders}, with its id if it has one. */
    String name() {
        String id = Document.text(node, "operationId");
        return "GET " + path + (id.isEmpty() ? "" : " (" + id + ")");
    }

    /** All that answer lists, the best guess first. */
    static List<Operation> all(Document document) {
        List<Operation> found = new ArrayList<>();
        document.map(document.root().get("paths")).forEach((path, node) -> {
            Map<?, ?> item = document.map(node);
            Map<?, ?> get = document.map(item.get("get"));
            Operation operation = get.isEmpty() ? null : of(document, String.valueOf(path), item, get);
            if (operation != null) {
                found.add(operation);
            }
        });
        // by identity: what a record is equal to would be a walk through the whole document
        IdentityHashMap<Operation, Integer> scores = new IdentityHashMap<>();
        found.forEach(each -> scores.put(each, each.score(document)));
        found.sort(Comparator.comparing((Operation each) -> -scores.getOrDefault(each, 0)));
        return found;
    }

    /**
     * The one of that id, or the best guess.
     *
     * @param wanted an operation's id or its path; null: guess
     * @throws IllegalArgumentException with a message for the user when there is none
     */
    static Operation choose(Document document, @Nullable String wanted) {
        List<Operation> all = all(document);
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "no GET of the document answers JSON that is an array, or an object with one; a polling source"
                            + " needs such a list");
        }
        if (wanted == null) {
            return all.get(0);
        }
        return all.stream()
                .filter(each -> wanted.equals(each.node.get("operationId"))
                        || wanted.equals(each.path)
                        || wanted.equals("GET " + each.path))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no GET named '" + JavaText.shown(wanted)
                        + "' answers a list; those that do are: " + names(all)));
    }

    static String names(List<Operation> operations) {
        return String.join(
                ", ",
                operations.stream()
                        .limit(10)
                        .map(each -> JavaText.shown(each.name()))
                        .toList());
    }

    private static @Nullable Operation of(Document document, String path, Map<?, ?> pathItem, Map<?, ?> get) {
        Map<?, ?> responses = document.map(get.get("responses"));
        for (String code : List.of("200", "2XX", "2xx", "default")) {
            Map<?, ?> response = document.map(responses.get(code));
            Map<?, ?> schema = json(document, response);
            if (!schema.isEmpty()) {
                List<String> items = items(document, schema, 0);
                return items == null
                        ? null
                        : new Operation(
                                path,
                                get,
                                parameters(document, pathItem, get),
                                response,
                                schema,
                                items,
                                document.map(at(document, schema, items).get("items")));
            }
        }
        return null;
    }

    private static Map<?, ?> json(Document document, Map<?, ?> response) {
        Map<?, ?> content = document.map(response.get("content"));
        for (Map.Entry<?, ?> each : content.entrySet()) {
            if (String.valueOf(each.getKey()).matches("(?i)(application/([a-z0-9.-]+\\+)?json|\\*/\\*)\\s*(;.*)?")) {
                return document.map(each.getValue(), "schema");
            }
        }
        return Map.of();
    }

    /** The way to the list; null when there is none. */
    private static @Nullable List<String> items(Document document, Map<?, ?> schema, int depth) {
        if (document.type(schema).equals("array")) {
            return List.of();
        }
        Map<String, Map<?, ?>> properties = document.properties(schema);
        List<String> lists = new ArrayList<>();
        properties.forEach((name, property) -> {
            if (document.type(property).equals("array")) {
                lists.add(name);
            }
        });
        if (!lists.isEmpty()) {
            return List.of(LISTS.stream()
                    .filter(lists::contains)
                    .findFirst()
                    .orElseGet(() -> best(document, properties, lists)));
        }
        for (String wrapper : LISTS) {
            List<String> inner = depth > 1 || !properties.containsKey(wrapper)
                    ? null
                    : items(document, properties.getOrDefault(wrapper, Map.of()), depth + 1);
            if (inner != null) {
                List<String> way = new ArrayList<>(List.of(wrapper));
                way.addAll(inner);
                return List.copyOf(way);
            }
        }
        return null;
    }

    /** A list of objects rather than one of warnings. */
    private static String best(Document document, Map<String, Map<?, ?>> properties, List<String> lists) {
        return lists.stream()
                .filter(name -> !document.properties(
                                properties.getOrDefault(name, Map.of()).get("items"))
                        .isEmpty())
                .findFirst()
                .orElse(lists.get(0));
    }

    private static Map<?, ?> at(Document document, Map<?, ?> schema, List<String> way) {
        Map<?, ?> at = schema;
        for (String step : way) {
            at = document.properties(at).getOrDefault(step, Map.of());
        }
        return at;
    }

    private static List<Map<?, ?>> parameters(Document document, Map<?, ?> pathItem, Map<?, ?> get) {
        Map<String, Map<?, ?>> parameters = new TreeMap<>();
        for (Map<?, ?> place : List.of(pathItem, get)) {
            document.maps(place, "parameters")
                    .forEach(each ->
                            parameters.put(Document.text(each, "in") + " " + Document.text(each, "name"), each));
        }
        return List.copyOf(parameters.values());
    }

    private int score(Document document) {
        int score = 0;
        score += document.properties(item).isEmpty() ? 0 : 4;
        score += ItemGuess.idField(document, item) == null ? 0 : 4;
        score += Paging.guess(document, this).kind() == Paging.Kind.ALL ? 0 : 3;
        score -= 5 * (int) path.chars().filter(each -> each == '{').count();
        score -= (int) path.chars().filter(each -> each == '/').count();
        return score;
    }
}
