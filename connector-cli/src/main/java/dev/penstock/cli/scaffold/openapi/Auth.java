package dev.penstock.cli.scaffold.openapi;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How callers prove who they are.
 *
 * @param kind in which way
 * @param name the name of the header or query parameter with the key; empty for other ways
 * @param tokenUrl where tokens are given, if the document says it as a whole address; empty otherwise
 * @param scope the scopes of the operation, with blanks between them
 * @param scheme what the document calls it
 */
record Auth(Kind kind, String name, String tokenUrl, String scope, String scheme) {
    /** The ways. */
    enum Kind {
        NONE,
        BEARER,
        BASIC,
        HEADER,
        QUERY,
        OAUTH2
    }

    private static final Auth NOBODY = new Auth(Kind.NONE, "", "", "", "");

    /**
     * The way of an operation, or of all of them; of several the first that can be had without a person.
     *
     * @throws IllegalArgumentException with a message for the user when there is none such
     */
    static Auth guess(Document document, Operation operation) {
        Map<?, ?> place = operation.node().containsKey("security") ? operation.node() : document.root();
        List<Map<?, ?>> ways = document.maps(place, "security");
        Map<?, ?> schemes = document.map(document.root(), "components", "securitySchemes");
        List<String> refused = new ArrayList<>();
        for (Map<?, ?> way : ways) {
            if (way.isEmpty()) {
                return NOBODY;
            }
            for (Map.Entry<?, ?> each : way.entrySet()) {
                String name = String.valueOf(each.getKey());
                Auth auth = of(document, name, document.map(schemes.get(name)), each.getValue());
                if (auth != null && way.size() == 1) {
                    return auth;
                }
                refused.add(name);
            }
        }
        if (refused.isEmpty()) {
            return NOBODY;
        }
        throw new IllegalArgumentException(JavaText.shown(operation.name()) + " wants '"
                + JavaText.shown(String.join("', '", refused))
                + "', which a program cannot give by itself or which is not described; known are bearer, basic, an API"
                + " key in a header or in the query, and OAuth2 client credentials. Change 'security' in a copy of the"
                + " document to the one of these that you will use");
    }

    private static @Nullable Auth of(Document document, String name, Map<?, ?> scheme, @Nullable Object scopes) {
        String parameter = Document.text(scheme, "name");
        String in = Document.text(scheme, "in");
        String http = Document.text(scheme, "scheme").toLowerCase(Locale.ROOT);
        return switch (Document.text(scheme, "type")) {
            case "http" ->
                http.equals("bearer") || http.equals("basic")
                        ? new Auth(http.equals("basic") ? Kind.BASIC : Kind.BEARER, "", "", "", name)
                        : null;
            case "apiKey" -> {
                boolean header = in.equals("header") && parameter.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
                boolean query = in.equals("query") && !parameter.isEmpty();
                yield header || query ? new Auth(header ? Kind.HEADER : Kind.QUERY, parameter, "", "", name) : null;
            }
            case "oauth2" -> {
                Map<?, ?> flow = document.map(scheme, "flows", "clientCredentials");
                yield flow.isEmpty()
                        ? null
                        : new Auth(Kind.OAUTH2, "", address(Document.text(flow, "tokenUrl")), scope(scopes), name);
            }
            default -> null;
        };
    }

    private static String scope(@Nullable Object scopes) {
        return scopes instanceof List<?> list
                ? String.join(" ", list.stream().map(String::valueOf).toList())
                : "";
    }

    /** The text if it is a whole address of the web, else nothing. */
    static String address(String text) {
        try {
            URI uri = URI.create(text);
            boolean whole = String.valueOf(uri.getScheme()).matches("https?") && uri.getHost() != null;
            return whole && uri.getRawUserInfo() == null ? text : "";
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
