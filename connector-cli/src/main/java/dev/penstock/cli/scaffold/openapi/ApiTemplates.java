package dev.penstock.cli.scaffold.openapi;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What stands in the templates of a project for a described REST API. */
public final class ApiTemplates {
    private final RestApi api;
    private final PagingCode paging;

    /** For that API. */
    public ApiTemplates(RestApi api) {
        this.api = api;
        this.paging = new PagingCode(api);
    }

    /** The template of the class {@code Pages}. */
    public String pages() {
        return "pages-" + (paging.byPosition() ? "position" : "token");
    }

    /** The template of the class {@code Credentials}. */
    public String credentials() {
        return "credentials-" + api.auth.kind().name().toLowerCase(Locale.ROOT);
    }

    /** What stands for what. */
    public Map<String, String> placeholders() {
        Map<String, String> texts = new TreeMap<>(paging.placeholders());
        texts.put("__operation__", JavaText.shown("GET " + api.operation.path()));
        texts.put("__title__", api.title);
        texts.put("__guesses__", String.join("\n", guesses()));
        texts.put("__idPointer__", JavaText.literal(PagingCode.pointer(List.of(api.item.id()))));
        texts.put(
                "__timePointer__",
                JavaText.literal(PagingCode.pointer(List.of(api.item.time().isEmpty() ? "no time" : api.item.time()))));
        texts.put("__valuePointer__", JavaText.literal(PagingCode.pointer(List.of(api.item.text()))));
        texts.put(
                "__timeCheck__",
                api.item.time().isEmpty()
                        ? "no field looks like a time; name one if there is any."
                        : "the field that says when it happened.");
        texts.put(
                "__server__",
                api.server.isEmpty()
                        ? "example = \"https://api.example.com\""
                        : "fallback = " + JavaText.literal(api.server));
        texts.put("__pipelineUrl__", api.server.isEmpty() ? "http://127.0.0.1:8000" : api.server);
        texts.put("__authName__", JavaText.literal(api.auth.name()));
        texts.put("__authCheck__", authCheck());
        texts.put("__known__", known());
        texts.put("__item__", item());
        texts.put(
                "__firstId__",
                api.item.uuid()
                        ? "\"00000000-0000-0000-0000-000000000001\""
                        : api.item.number() ? "\"1\"" : "\"item-1\"");
        keys(texts);
        return texts;
    }

    private void keys(Map<String, String> texts) {
        StringBuilder components = new StringBuilder();
        StringBuilder tests = new StringBuilder();
        StringBuilder pipeline = new StringBuilder();
        StringBuilder exports = new StringBuilder();
        List<String> arguments = new ArrayList<>(List.of("service.url()"));
        boolean secret = false;
        for (Key key : api.keys()) {
            components.append("            ").append(key.declaration()).append(",\n");
            if (!key.tested().isEmpty()) {
                tests.append("        config.put(\"" + key.key() + "\", " + key.tested() + ");\n");
            }
            if (!key.exported().isEmpty()) {
                pipeline.append(key.pipelineLine());
                exports.append("\nexport ").append(key.variable()).append('=').append(key.exported());
            }
            arguments.add(key.argument());
            secret |= key.argument().startsWith("Secret.");
        }
        arguments.add("Duration.ofMillis(50)");
        texts.put("__components__", components.toString());
        texts.put("__testConfig__", tests.toString());
        texts.put("__pipelineConfig__", pipeline.toString());
        texts.put("__exports__", exports.toString());
        texts.put("__arguments__", String.join(", ", arguments));
        texts.put("__uriImport__", String.join("", arguments).contains("URI.create") ? "import java.net.URI;\n" : "");
        texts.put("__secretImport__", secret ? "import dev.penstock.api.config.Secret;\n" : "");
        texts.put("__refusalTest__", secret ? REFUSAL : "");
    }

    private static final String REFUSAL =
            """

                @Test
                void credentialsThatAreRefusedAreTheUsersToMend() throws Exception {
                    try (__Name__Source source = source("wrong")) {
                        assertThatThrownBy(() -> source.poll(request())).hasMessageContaining("401").hasMessageContaining("check");
                    }
                }
            """;

    private String authCheck() {
        return api.auth.kind() == Auth.Kind.NONE
                ? "the document asks for no credentials."
                : "the document calls it '" + JavaText.shown(api.auth.scheme()) + "'; it may know other ways, too.";
    }

    /** Whether the fake knows who asks, as code. */
    private String known() {
        String name = JavaText.literal(api.auth.name());
        return switch (api.auth.kind()) {
            case NONE -> "true";
            case BEARER -> "(\"Bearer \" + secret).equals(header(exchange, \"Authorization\"))";
            case BASIC -> "basic().equals(header(exchange, \"Authorization\"))";
            case HEADER -> "secret.equals(header(exchange, " + name + "))";
            case QUERY -> "secret.equals(parameter(exchange, " + name + ", \"\"))";
            case OAUTH2 -> "\"Bearer granted\".equals(header(exchange, \"Authorization\"))";
        };
    }

    /** An item as JSON, with marks for its id and its value. */
    private String item() {
        Map<String, Object> item = new LinkedHashMap<>(api.item.example());
        item.put(api.item.id(), api.item.number() ? "@ID@" : api.item.uuid() ? "@UUID@" : "item-@NUMBER@");
        item.put(api.item.text(), "@VALUE@");
        try {
            return JavaText.literal(JSON.std.asString(item).replace("\"@ID@\"", "@NUMBER@"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> guesses() {
        List<String> lines = new ArrayList<>();
        lines.add("- The list is `" + api.operation() + "`"
                + (api.others.isEmpty() ? "." : "; others that answer lists: " + Operation.names(api.others) + "."));
        lines.add("- New items come at the end of the list.");
        lines.add("- The items are "
                + (api.operation.items().isEmpty()
                        ? "the whole answer."
                        : "at `" + JavaText.shown(PagingCode.pointer(api.operation.items())) + "` of an answer."));
        lines.add("- `" + JavaText.shown(api.item.id()) + "` names an item"
                + (api.item.time().isEmpty()
                        ? "; none of its fields is a time."
                        : ", `" + JavaText.shown(api.item.time()) + "` says when it happened."));
        lines.add("- " + paging.sentence());
        lines.add("- Who asks: " + authCheck());
        if (!api.since.isEmpty()) {
            lines.add("- `" + JavaText.shown(api.since) + "` leaves out older items; it is the key `since`.");
        }
        if (api.server.isEmpty()) {
            lines.add("- The document does not say where the service answers: `url` has to.");
        }
        api.notes.forEach(note -> lines.add("- " + note));
        return lines;
    }
}
