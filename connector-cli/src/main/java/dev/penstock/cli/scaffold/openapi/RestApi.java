package dev.penstock.cli.scaffold.openapi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was guessed of a REST API that a polling source is to read. */
public final class RestApi {
    private static final List<String> SINCE = List.of(
            "since",
            "updatedsince",
            "modifiedsince",
            "createdsince",
            "changedsince",
            "updatedafter",
            "createdafter",
            "modifiedafter",
            "updatedatmin",
            "createdatmin",
            "starttime",
            "startdate",
            "fromdate",
            "from");
    private static final Set<String> OWN = Set.of(
            "url",
            "token",
            "apiKey",
            "username",
            "password",
            "tokenUrl",
            "clientId",
            "clientSecret",
            "scope",
            "since",
            "pageSize",
            "interval");

    final Document document;
    final Operation operation;
    final List<Operation> others;
    final Paging paging;
    final Auth auth;
    final ItemGuess item;
    final String title;
    /** The query parameter that leaves out what is older; empty where there is none. */
    final String since;
    /** Where the service answers; empty where the document does not say. */
    final String server;
    /** Components of config by parameter: {@code path id}. */
    final Map<String, String> components = new LinkedHashMap<>();
    /** Values of query parameters that are always sent. */
    final Map<String, String> constants = new LinkedHashMap<>();
    /** What else somebody has to look at. */
    final List<String> notes = new ArrayList<>();

    private RestApi(Document document, @Nullable String wanted, @Nullable String id) {
        this.document = document;
        this.operation = Operation.choose(document, wanted);
        this.others = Operation.all(document).stream()
                .filter(each -> !each.path().equals(operation.path()))
                .toList();
        this.paging = Paging.guess(document, operation);
        this.auth = Auth.guess(document, operation);
        this.item = ItemGuess.of(document, operation, id);
        String shown = JavaText.shown(Document.text(document.map(document.root().get("info")), "title"));
        this.title = shown.isEmpty() ? "the service" : shown;
        this.server = server();
        String parameter = Document.text(Paging.query(operation, SINCE), "name");
        this.since = parameter.equals(paging.parameter()) ? "" : parameter;
        parameters();
    }

    /**
     * Reads a document and guesses.
     *
     * @param wanted the operation, by its id or path; null: the best guess
     * @param id the field that names an item; null: guess
     * @throws IllegalArgumentException with a message for the user when the document is wrong, or something cannot be guessed
     * @throws IOException when the file cannot be read
     */
    public static RestApi read(Path file, @Nullable String wanted, @Nullable String id) throws IOException {
        return new RestApi(Document.read(file), wanted, id);
    }

    /** The operation that was chosen, as people name it. */
    public String operation() {
        return JavaText.shown(operation.name());
    }

    private String server() {
        List<Map<?, ?>> servers = document.maps(document.root(), "servers");
        if (servers.isEmpty()) {
            return "";
        }
        String url = Document.text(servers.get(0), "url");
        for (Map.Entry<?, ?> each :
                document.map(servers.get(0).get("variables")).entrySet()) {
            url = url.replace("{" + each.getKey() + "}", Document.text(document.map(each.getValue()), "default"));
        }
        String whole = Auth.address(url);
        return whole.contains("?") || whole.contains("#") ? "" : whole;
    }

    private void parameters() {
        Set<String> taken = new HashSet<>(OWN);
        for (Map<?, ?> parameter : operation.parameters()) {
            String in = Document.text(parameter, "in");
            String name = Document.text(parameter, "name");
            boolean known = in.equals("query")
                    && List.of(
                                    paging.parameter(),
                                    paging.size(),
                                    since,
                                    auth.kind() == Auth.Kind.QUERY ? auth.name() : "")
                            .contains(name);
            boolean required = "true".equals(Document.text(parameter, "required")) || in.equals("path");
            String shown = JavaText.shown(name);
            if (known || name.isEmpty()) {
                continue;
            }
            if (in.equals("query") && Paging.plain(name).matches("sort|sortby|order|orderby|direction|ordering")) {
                notes.add("`" + shown + "` sorts the list, and is not sent: send what puts new items at its end.");
            } else if (required && (in.equals("header") || in.equals("cookie"))) {
                notes.add("The operation wants the " + in + " `" + shown
                        + "`, which is not sent: add it in `Credentials`.");
            } else if (required && in.equals("query") && constant(parameter) != null) {
                constants.put(name, String.valueOf(constant(parameter)));
                notes.add("`" + shown + "` is always sent as the document's first value for it: see `Pages`.");
            } else if (required) {
                String component = JavaText.component(name);
                String free = component;
                for (int number = 2; !taken.add(free); number++) {
                    free = OWN.contains(component) && number == 2
                            ? "parameter" + component.substring(0, 1).toUpperCase(Locale.ROOT) + component.substring(1)
                            : component + number;
                }
                components.put(in + " " + name, free);
            }
        }
    }

    private @Nullable Object constant(Map<?, ?> parameter) {
        Map<?, ?> schema = document.map(parameter.get("schema"));
        for (Map<?, ?> place : List.of(parameter, schema)) {
            for (String key : List.of("default", "example")) {
                if (!Document.text(place, key).isEmpty()) {
                    return Document.text(place, key);
                }
            }
        }
        return schema.get("enum") instanceof List<?> values && !values.isEmpty() ? values.get(0) : null;
    }

    /** Whether the config says how many items are asked for at once. */
    boolean sized() {
        return !paging.size().isEmpty() || paging.kind() == Paging.Kind.PAGE;
    }

    /** The keys of the config besides the address and the interval, in order. */
    List<Key> keys() {
        List<Key> keys = new ArrayList<>();
        switch (auth.kind()) {
            case NONE -> {}
            case BEARER -> keys.add(Key.secret("token", "Sent as a bearer token"));
            case BASIC -> {
                keys.add(Key.text("username", "Who asks", "tests"));
                keys.add(Key.secret("password", "The password of username"));
            }
            case HEADER -> keys.add(Key.secret("apiKey", "The key, sent in the header " + JavaText.shown(auth.name())));
            case QUERY ->
                keys.add(Key.secret("apiKey", "The key, sent in the query as " + JavaText.shown(auth.name())));
            case OAUTH2 -> {
                keys.add(new Key(
                        "tokenUrl",
                        "@Option(value = \"Where tokens are given\", "
                                + (auth.tokenUrl().isEmpty()
                                        ? "example = \"https://example.com/token\""
                                        : "fallback = " + JavaText.literal(auth.tokenUrl()))
                                + ")\n" + Key.INDENT + "URI tokenUrl",
                        "service.url() + \"/penstock-fake/token\"",
                        "URI.create(service.url() + \"/penstock-fake/token\")",
                        auth.tokenUrl(),
                        "http://127.0.0.1:8000/penstock-fake/token"));
                keys.add(Key.text("clientId", "Who asks for tokens", "tests"));
                keys.add(Key.secret("clientSecret", "What proves it"));
                keys.add(new Key(
                        "scope",
                        "@Option(value = \"The scopes to ask for\", fallback = " + JavaText.literal(auth.scope())
                                + ")\n" + Key.INDENT + "String scope",
                        JavaText.literal(auth.scope()),
                        JavaText.literal(auth.scope()),
                        "",
                        ""));
            }
        }
        components.forEach((parameter, component) -> keys.add(Key.text(
                component,
                "The " + JavaText.shown(parameter.replaceFirst(" ", " parameter ")) + " of the list",
                "of-the-tests")));
        if (!since.isEmpty()) {
            keys.add(new Key(
                    "since",
                    "@Option(\n" + Key.INDENT
                            + "value = \"Leaves out older items; a change moves every position, so reset the offsets"
                            + " with it\",\n"
                            + Key.INDENT + "example = \"2026-01-01T00:00:00Z\")\n" + Key.INDENT
                            + "@Nullable String since",
                    "",
                    "null",
                    "",
                    ""));
        }
        if (sized()) {
            keys.add(new Key(
                    "pageSize",
                    "@Option(value = \"How many items are asked for at once\", fallback = \"" + paging.usual()
                            + "\", min = \"1\", max = \"" + Math.max(4, paging.most()) + "\")\n" + Key.INDENT
                            + "int pageSize",
                    "4",
                    "4",
                    "",
                    ""));
        }
        return keys;
    }
}
