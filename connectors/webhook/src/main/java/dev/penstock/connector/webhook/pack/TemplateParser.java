package dev.penstock.connector.webhook.pack;

import dev.penstock.connector.webhook.pack.Template.Part;
import dev.penstock.toolkit.event.StableId;
import dev.penstock.toolkit.json.JsonPointer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the text of a {@link Template}. */
final class TemplateParser {
    private final String text;
    private final Set<String> pointers = new HashSet<>();
    private boolean readsData;
    private int at;

    TemplateParser(String text) {
        this.text = text;
    }

    Template parse() {
        return parsed(parts(false));
    }

    private Template parsed(List<Part> parts) {
        return new Template(text, parts, pointers, readsData);
    }

    private List<Part> parts(boolean bracketed) {
        List<Part> parts = new ArrayList<>();
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '{' -> parts.add(place(upTo('}')));
                case '[' -> {
                    if (bracketed) {
                        throw wrong("has brackets within brackets");
                    }
                    at++;
                    Template inner = new Template(text, parts(true), Set.of(), false);
                    parts.add(facts -> Objects.requireNonNullElse(inner.join(facts), ""));
                }
                case ']' -> {
                    if (!bracketed) {
                        throw wrong("has a ] without a [");
                    }
                    at++;
                    return parts;
                }
                case '}' -> throw wrong("has a } without a {");
                default -> parts.add(literal());
            }
        }
        if (bracketed) {
            throw wrong("has a [ without a ]");
        }
        return parts;
    }

    private Part literal() {
        int start = at;
        while (at < text.length() && "{}[]".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String literal = text.substring(start, at);
        return facts -> literal;
    }

    /** The text between the brace here and the closing one. */
    private String upTo(char close) {
        int end = text.indexOf(close, at);
        if (end < 0) {
            throw wrong("has a { without a }");
        }
        String inside = text.substring(at + 1, end);
        at = end + 1;
        return inside;
    }

    private Part place(String name) {
        if (name.startsWith("?")) {
            int equals = name.indexOf('=');
            if (equals < 0) {
                Part wanted = place(name.substring(1));
                return facts -> wanted.value(facts) == null ? null : "";
            }
            Part wanted = place(name.substring(1, equals));
            String expected = name.substring(equals + 1);
            return facts -> expected.equals(wanted.value(facts)) ? "" : null;
        }
        if (name.endsWith("|parent")) {
            Part whole = place(name.substring(0, name.length() - "|parent".length()));
            return facts -> parent(whole.value(facts));
        }
        if (name.endsWith("|page")) {
            Part whole = place(name.substring(0, name.length() - "|page".length()));
            return facts -> page(whole.value(facts));
        }
        if (name.endsWith("|dotted")) {
            Part whole = place(name.substring(0, name.length() - "|dotted".length()));
            return facts -> dotted(whole.value(facts));
        }
        if (name.startsWith("/")) {
            JsonPointer.parse(name);
            pointers.add(name);
            return facts -> facts.at(name);
        }
        if (name.startsWith("header:")) {
            String header = name.substring("header:".length());
            return facts -> facts.request().header(header);
        }
        if (name.startsWith("query:")) {
            String key = name.substring("query:".length());
            return facts -> Forms.value(facts.request().query(), key);
        }
        if (name.startsWith("form:")) {
            String key = name.substring("form:".length());
            readsData = true;
            return facts -> facts.form(key);
        }
        return switch (name) {
            case "kind" -> Facts::kind;
            case "now" -> Template.NOW;
            case "hash" -> {
                readsData = true;
                yield facts -> StableId.hash(facts.data());
            }
            default ->
                throw wrong(
                        "has {" + name
                                + "}; known are {/json/pointer}, {header:NAME}, {query:NAME}, {form:NAME}, {kind}, {now} and {hash}");
        };
    }

    /** A URL without its last segment. */
    private static @Nullable String parent(@Nullable String url) {
        if (url == null || url.lastIndexOf('/') <= 0) {
            return null;
        }
        return url.substring(0, url.lastIndexOf('/'));
    }

    /** A URL without its fragment. */
    private static @Nullable String page(@Nullable String url) {
        int fragment = url == null ? -1 : url.indexOf('#');
        return url == null || fragment < 0 ? url : url.substring(0, fragment);
    }

    /** A name as part of a type: {@code orders/create} as {@code orders.create}. */
    private static @Nullable String dotted(@Nullable String name) {
        return name == null ? null : name.replace('/', '.').replace(':', '.');
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("the template '" + text + "' " + what);
    }
}
